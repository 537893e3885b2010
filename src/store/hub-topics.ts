import type { Temporal } from 'temporal-polyfill'
import type { HubTopic, NotedTopic, PendingTopic } from '../feeds/hub-topic.ts'
import { instantOf, millisecondsOf, optionalInstant } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface HubTopicStore {
  /** Writes down which of these documents have other bytes than the last time: the hub is to be told, at once. */
  note(topics: NotedTopic[], at: Temporal.Instant): Promise<void>
  /** What is due, and due again at `until` unless it is settled before: another process leaves it alone so long. */
  claim(now: Temporal.Instant, until: Temporal.Instant): Promise<PendingTopic[]>
  /** The hub knows of these bytes; those that came after them stay due. */
  told(topic: HubTopic): Promise<void>
  /** @param dueAt when it is tried again; undefined: not any more */
  failed(topic: HubTopic, error: string, dueAt: Temporal.Instant | undefined): Promise<void>
  pending(): Promise<PendingTopic[]>
}

export function hubTopicStore(db: Db): HubTopicStore {
  return {
    note: (topics, at) => note(db, topics, millisecondsOf(at)),
    claim: (now, until) => claim(db, millisecondsOf(now), millisecondsOf(until)),
    told: async ({ url, hash }) => {
      const settled = { due_at: null, attempts: 0, error: null }
      await write(db, (trx) => topicOf(trx, url, hash).set(settled).execute())
    },
    failed: async ({ url, hash }, error, dueAt) => {
      await write(db, (trx) =>
        topicOf(trx, url, hash)
          .set(({ eb }) => ({
            error,
            due_at: dueAt ? millisecondsOf(dueAt) : null,
            attempts: eb('attempts', '+', 1),
          }))
          .execute(),
      )
    },
    pending: () => pending(db),
  }
}

/** Of several at once: a note that changes nothing is no write. */
const ROWS = 100

async function note(db: Db, topics: NotedTopic[], at: number): Promise<void> {
  const known = new Map(
    (await db.selectFrom('hub_topics').select(['url', 'hash']).execute()).map((row) => [row.url, row.hash]),
  )
  const rows = topics
    .filter(({ url, hash }) => known.get(url) !== hash)
    .map(({ url, hash, isToldWhenNew }) => ({
      url,
      hash,
      due_at: known.has(url) || isToldWhenNew ? at : null,
      attempts: 0,
      error: null,
    }))
  for (let from = 0; from < rows.length; from += ROWS) {
    await write(db, (trx) =>
      trx
        .insertInto('hub_topics')
        .values(rows.slice(from, from + ROWS))
        .onConflict((conflict) =>
          conflict.column('url').doUpdateSet(({ ref }) => ({
            hash: ref('excluded.hash'),
            due_at: ref('excluded.due_at'),
            attempts: 0,
            error: null,
          })),
        )
        .execute(),
    )
  }
}

async function claim(db: Db, now: number, until: number): Promise<PendingTopic[]> {
  const due = await db.selectFrom('hub_topics').select('url').where('due_at', '<=', now).limit(1).execute()
  if (due.length === 0) return []
  return write(db, async (trx) => {
    const rows = await trx
      .updateTable('hub_topics')
      .set({ due_at: until })
      .where('due_at', '<=', now)
      .returning(['url', 'hash', 'attempts'])
      .execute()
    return rows.map((row) => ({ ...row, dueAt: instantOf(until) }))
  })
}

async function pending(db: Db): Promise<PendingTopic[]> {
  const rows = await db
    .selectFrom('hub_topics')
    .selectAll()
    .where((where) => where.or([where('due_at', 'is not', null), where('error', 'is not', null)]))
    .orderBy('url')
    .execute()
  return rows.map(({ due_at, error, ...row }) => ({
    ...row,
    ...(due_at !== null && { dueAt: optionalInstant(due_at) }),
    ...(error !== null && { error }),
  }))
}

function topicOf(trx: Trx, url: string, hash: string) {
  return trx.updateTable('hub_topics').where('url', '=', url).where('hash', '=', hash)
}
