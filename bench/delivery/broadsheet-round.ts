import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { DELIVERY_THREAD } from '../../src/app/publication-ports.ts'
import { matchesTopics } from '../../src/editions/due.ts'
import { startThread } from '../../src/jobs/start-thread.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { openUrl } from '../../src/store/open-url.ts'
import { newHandle } from '../../src/subscribers/token.ts'
import { PROGRAM } from '../program.ts'
import { HEADERS, sampleMail } from './sample-mail.ts'

/** What a round measured: seconds, and messages that the ledger says were accepted. */
export interface BroadsheetRound {
  planning: number
  freezing: number
  /** From the first intent in the ledger to the last outcome. */
  delivering: number
  /** Processor time of the whole process, user and system, from the moment when the delivery thread was ready. */
  processorSeconds: number
  accepted: number
}

const LOOK_EVERY_MS = 100

/**
 * A program of its own: one edition to all subscribers of a publication, planned and frozen here, then delivered by the
 * thread that `serve` and `send` start. Prints a BroadsheetRound.
 *
 *     node broadsheet-round.js CONFIG DATABASE BYTES OTHERS
 *
 * OTHERS: how many `broadsheet worker` deliver beside it.
 */
const [configFile = '', url = '', bytes, others] = process.argv.slice(2)
const store = await openStore({
  url,
  numbersDir: dirname(configFile),
  now: Temporal.Now.instant(),
  newId: () => newHandle(randomBytes),
})
const post = { postId: `lamp-${randomBytes(4).toString('hex')}`, newAt: Temporal.Now.instant(), tags: [] }
await recordPost(store, post.postId)
const stopOthers = await startOthers(Number(others))
const { seconds: planning } = await timed(() => plan(store))
const editionId = await makeEdition(store)
const { seconds: freezing } = await timed(() => store.editions.freeze(editionId, Temporal.Now.instant(), matchesTopics))
const processorSeconds = await deliver()
await stopOthers()
const round: BroadsheetRound = { planning, freezing, processorSeconds, ...(await ledgerOf(editionId)) }
await store.close()
process.stdout.write(JSON.stringify(round))

async function recordPost({ posts }: Store, id: string): Promise<void> {
  const at = Temporal.Now.instant()
  const facts = { id, path: `${id}.md`, url: `https://lantern.example/${id}/`, aliases: [], title: id, hash: id }
  const seen = { ...facts, publishedAt: { instant: at, offset: '+00:00' }, status: 'live' as const }
  const fresh = [{ post: seen, entryId: `tag:${id}` }]
  const scan = { at, fresh, known: [], gone: [], newsletters: [] }
  await posts.recordScan(scan)
}

function plan({ editions }: Store) {
  const query = { newsletter: 'weekly', cadence: 'default', posts: [post], matchesTopics, transport: 'smtp' as const }
  return editions.candidates(query, Temporal.Now.instant())
}

async function makeEdition({ editions }: Store): Promise<number> {
  const variant = { ...(await sampleMail(Number(bytes))), postIds: [post.postId] }
  const made = await editions.make({
    newsletter: 'weekly',
    cadence: 'default',
    state: 'approved',
    at: Temporal.Now.instant(),
    transport: 'smtp',
    subject: variant.subject,
    posts: [post],
    variants: [variant],
    headers: HEADERS,
  })
  if (typeof made === 'string') throw new Error(`the edition was not made: ${made}`)
  return made.id
}

/** Returns the processor time that it took, in seconds. */
async function deliver(): Promise<number> {
  const troubles: string[] = []
  const thread = await startThread(DELIVERY_THREAD, { configFile, command: 'send' }, (message) => {
    if (message.kind === 'trouble') troubles.push(message.sentence)
  })
  const usedBefore = process.cpuUsage()
  while (troubles.length === 0 && (await store.editions.byId(editionId))?.state === 'sending')
    await sleep(LOOK_EVERY_MS)
  const used = process.cpuUsage(usedBefore)
  await thread.stop()
  if (troubles.length > 0) throw new Error(troubles.join('\n'))
  return (used.user + used.system) / 1_000_000
}

/** Workers of their own processes, when all of them are at work; gives what ends them. */
async function startOthers(count: number): Promise<() => Promise<void>> {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [PROGRAM, 'worker', '--config', configFile], { stdio: 'ignore' }),
  )
  const ends = children.map((child) => once(child, 'exit'))
  while ((await store.workers.list()).length < count) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('a worker ended before it was at work')
    await sleep(LOOK_EVERY_MS)
  }
  return async () => {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(ends)
  }
}

async function ledgerOf(id: number): Promise<Pick<BroadsheetRound, 'delivering' | 'accepted'>> {
  const { db } = await openUrl(url)
  const { from, to, accepted } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [
      fn.min('first_at').as('from'),
      fn.max('state_at').as('to'),
      fn.countAll<number>().as('accepted'),
    ])
    .where('edition_id', '=', id)
    .where('state', '=', 'accepted')
    .executeTakeFirstOrThrow()
  await db.destroy()
  return { delivering: (Number(to) - Number(from)) / 1000, accepted }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - started) / 1000 }
}
