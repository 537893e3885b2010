import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { startSmtpSink } from '../delivery/postfix-tools.ts'
import { freePort } from '../free-port.ts'
import { latencyOf, type Poll } from '../list/latency.ts'
import { runCommand, startServe } from '../list/programs.ts'
import { type ListPublication, makeListPublication } from '../list/publication.ts'
import { seenAnHourAgo, watchEdition } from '../list/watch-edition.ts'
import { machine } from '../machine.ts'
import type { SignUpsFigures } from './figures.ts'
import type { SignUpsBenchOptions } from './options.ts'
import { signUpSteadily } from './sign-up-steadily.ts'

type Progress = (line: string) => void

/** As wide as it takes for the forms of one machine, whose addresses are told by a proxy that there is none of. */
const LIMITS = `trust_proxy = true

[subscribe]
limits = { network = "1000000/h", unproven = "1000000/h", all = "1000000/h" }
`

/** Time for the last confirmations to leave. */
const SETTLE_MS = 10_000

/** An edition under way, and readers who sign up for a part of that time. */
export async function signUpsBench(options: SignUpsBenchOptions, onProgress: Progress): Promise<SignUpsFigures> {
  const before = machine()
  const sink = await startSmtpSink()
  let publication: ListPublication | undefined
  try {
    const webPort = await freePort()
    const shape = { subscribers: options.subscribers, webPort, smtpPort: sink.port, connections: 10, tables: LIMITS }
    publication = await makeListPublication(shape)
    await makeDue(publication)
    const measured = await whileSending(publication, options, `http://127.0.0.1:${webPort}/subscribe`, onProgress)
    const { subscribers, perMinute } = options
    return { schema: 1, bench: 'sign-ups', machine: before, subscribers, perMinute, ...measured }
  } finally {
    await publication?.remove()
    await sink.stop()
  }
}

async function makeDue({ configFile, listFile, databaseFile, post }: ListPublication): Promise<void> {
  await post('before')
  await runCommand(configFile, ['build'])
  await runCommand(configFile, ['subscribers', 'import', listFile])
  await post('after')
  seenAnHourAgo(databaseFile)
}

async function whileSending(
  { configFile, databaseFile }: ListPublication,
  { perMinute, seconds }: SignUpsBenchOptions,
  url: string,
  onProgress: Progress,
): Promise<Pick<SignUpsFigures, 'rates' | 'answers' | 'confirmations' | 'peakMemory'>> {
  const stop = new AbortController()
  const serve = await startServe(configFile)
  try {
    await Promise.race([watchEdition(databaseFile, stop.signal), serve.ended])
    onProgress('The edition is being sent')
    await sleep(seconds * 1000)
    const begun = Date.now()
    onProgress('Readers sign up')
    const answers = await signUpSteadily({ url, everyMs: 60_000 / perMinute, forMs: seconds * 1000 })
    const ended = Date.now()
    onProgress('The edition is being sent')
    await sleep(Math.max(seconds * 1000, SETTLE_MS))
    const ledger = new Database(databaseFile, { readonly: true })
    const rate = (from: number, to: number) => acceptedBetween(ledger, from, to) / ((to - from) / 1000)
    const rates = {
      before: rate(begun - seconds * 1000, begun),
      beside: rate(begun, ended),
      after: rate(ended, ended + seconds * 1000),
    }
    const confirmations = confirmationsOf(ledger, answers.length)
    ledger.close()
    if (rates.after === 0) throw new Error('The edition was over too early. Pass more --subscribers.')
    return { rates, answers: of(answers), confirmations: of(confirmations), peakMemory: serve.peakMemory() }
  } finally {
    stop.abort()
    await serve.stop()
  }
}

function of(polls: Poll[]) {
  return latencyOf(polls, Number.MAX_SAFE_INTEGER)
}

function acceptedBetween(ledger: Database.Database, from: number, to: number): number {
  const counted = ledger.prepare<[number, number], { count: number }>(
    `select count(*) as count from deliveries where state = 'accepted' and state_at >= ? and state_at < ?`,
  )
  return counted.get(from, to)?.count ?? 0
}

/** Throws where one has not left. */
function confirmationsOf(ledger: Database.Database, count: number): Poll[] {
  const sent = ledger
    .prepare<[], Poll>(`select put_at as at, state_at - put_at as milliseconds from outbox where state = 'accepted'`)
    .all()
  if (sent.length < count) throw new Error(`of ${count} confirmations ${sent.length} left`)
  return sent
}
