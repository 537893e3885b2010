import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { Temporal } from 'temporal-polyfill'
import { DELIVERY_THREAD } from '../../src/app/publication-ports.ts'
import { matchesTopics } from '../../src/editions/due.ts'
import { startThread } from '../../src/jobs/start-thread.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { newHandle } from '../../src/subscribers/token.ts'
import { databaseUrl } from './publication.ts'
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
 *     node broadsheet-round.js CONFIG BYTES
 */
const [configFile = '', bytes] = process.argv.slice(2)
const url = databaseUrl(configFile)
const store = await openStore({ url, now: Temporal.Now.instant(), newId: () => newHandle(randomBytes) })
const post = { postId: `lamp-${randomBytes(4).toString('hex')}`, newAt: Temporal.Now.instant(), tags: [] }
await recordPost(store, post.postId)
const { seconds: planning } = await timed(() => plan(store))
const editionId = await makeEdition(store)
const { seconds: freezing } = await timed(() => store.editions.freeze(editionId, Temporal.Now.instant(), matchesTopics))
const processorSeconds = await deliver()
await store.close()
const round: BroadsheetRound = { planning, freezing, processorSeconds, ...ledgerOf(editionId) }
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
  return editions.candidates({
    newsletter: 'weekly',
    cadence: 'default',
    posts: [post],
    matchesTopics,
    transport: 'smtp',
  })
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

function ledgerOf(id: number): Pick<BroadsheetRound, 'delivering' | 'accepted'> {
  const ledger = new Database(url.replace(/^sqlite:/, ''), { readonly: true })
  const row = ledger
    .prepare<[number], { milliseconds: number; accepted: number }>(
      `select max(state_at) - min(first_at) as milliseconds, count(*) as accepted
       from deliveries where edition_id = ? and state = 'accepted'`,
    )
    .get(id)
  ledger.close()
  return { delivering: (row?.milliseconds ?? 0) / 1000, accepted: row?.accepted ?? 0 }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - started) / 1000 }
}
