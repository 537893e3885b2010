import type { Temporal } from 'temporal-polyfill'
import type { PostFacts, ScanRecord } from '../posts/scan-record.ts'
import type { StoredPost } from '../posts/seen-post.ts'
import { insertFresh } from './fresh-posts.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { addNames, namesOf } from './post-names.ts'
import { type PostRow, PostRows } from './post-rows.ts'
import { mergeRenamed } from './renamed-posts.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface PostStore {
  seen(): Promise<StoredPost[]>
  /** Writes down what a scan of the site found, in one transaction. */
  recordScan(scan: ScanRecord): Promise<void>
  /** Gives posts the ids that their entries had elsewhere, by post; an id that another post has stays with that one. */
  takeEntryIds(ids: ReadonlyMap<string, string>): Promise<void>
}

export function postStore(db: Db): PostStore {
  const rows = new PostRows()
  return {
    seen: async () => storedPosts(await rows.all(db), await namesOf(db)),
    recordScan: (scan) =>
      write(db, async (trx) => {
        const at = millisecondsOf(scan.at)
        await addFresh(trx, scan.fresh, at)
        await updateKnown(trx, await rows.all(trx), scan.known, at)
        await addNames(trx, scan.names ?? [])
        await mergeRenamed(trx, scan.renamed ?? [])
        await markGone(trx, [...scan.gone, ...(scan.renamed ?? []).map(({ from }) => from)], at)
        await markNew(trx, scan.newsletters, at)
      }),
    takeEntryIds: (ids) => takeEntryIds(db, ids),
  }
}

async function addFresh(trx: Trx, fresh: ScanRecord['fresh'], at: number): Promise<void> {
  const rows = fresh.map(({ post, entryId, movedFrom }) => ({
    ...factsOf(post),
    id: post.id,
    entry_id: entryId,
    first_seen_at: at,
    changed_at: at,
    moved_from: movedFrom ?? null,
  }))
  await insertFresh(trx, rows)
}

async function updateKnown(trx: Trx, rows: PostRow[], known: PostFacts[], at: number): Promise<void> {
  const before = new Map(rows.map((row) => [row.id, row]))
  for (const post of known) {
    const row = before.get(post.id)
    const facts = factsOf(post)
    if (!row || isSame(row, facts)) continue
    const changed = row.hash === post.hash ? {} : { changed_at: at }
    await trx
      .updateTable('posts')
      .set({ ...facts, ...changed })
      .where('id', '=', post.id)
      .execute()
  }
}

async function takeEntryIds(db: Db, ids: ReadonlyMap<string, string>): Promise<void> {
  if (ids.size === 0) return
  const rows = await db.selectFrom('posts').select(['id', 'entry_id']).execute()
  const used = new Set(rows.map(({ entry_id }) => entry_id))
  const changed = rows.flatMap(({ id, entry_id }) => {
    const taken = ids.get(id)
    return taken === undefined || taken === entry_id || used.has(taken) ? [] : [{ id, entry_id: taken }]
  })
  if (changed.length === 0) return
  await write(db, async (trx) => {
    for (const { id, entry_id } of changed) {
      await trx.updateTable('posts').set({ entry_id }).where('id', '=', id).execute()
    }
  })
}

async function markGone(trx: Trx, gone: string[], at: number): Promise<void> {
  for (const id of gone) {
    await trx
      .updateTable('posts')
      .set({ live: 0, gone_at: at })
      .where('id', '=', id)
      .where('gone_at', 'is', null)
      .execute()
  }
}

/** Whatever is live and has no line for a newsletter became new for it now: also what was first seen as a draft. */
async function markNew(trx: Trx, newsletters: string[], at: number): Promise<void> {
  if (newsletters.length === 0) return
  const { numInsertedOrUpdatedRows: count } = await trx
    .insertInto('newsletter_posts')
    .columns(['newsletter_id', 'post_id', 'new_at'])
    .expression((eb) =>
      eb
        .selectFrom('newsletters')
        .innerJoin('posts', (join) => join.onTrue())
        .leftJoin('newsletter_posts as known', (join) =>
          join.onRef('known.newsletter_id', '=', 'newsletters.id').onRef('known.post_id', '=', 'posts.id'),
        )
        .where('newsletters.id', 'in', newsletters)
        .where('posts.live', '=', 1)
        .where('known.post_id', 'is', null)
        .select(['newsletters.id as newsletter_id', 'posts.id as post_id', eb.val(at).as('new_at')]),
    )
    .executeTakeFirstOrThrow()
  if (count) for (const newsletter of newsletters) await keepAfterSubscriptions(trx, newsletter, at)
}

/**
 * Whoever is subscribed when a post appears subscribed before it, whatever the clock says: one that was set back in
 * between would withhold the post from them for ever.
 */
async function keepAfterSubscriptions(trx: Trx, newsletter: string, at: number): Promise<void> {
  const { latest } = await trx
    .selectFrom('subscriptions')
    .select(({ fn }) => fn.max('since').as('latest'))
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirstOrThrow()
  if (latest === null || latest < at) return
  await trx
    .updateTable('newsletter_posts')
    .set({ new_at: latest + 1 })
    .where('newsletter_id', '=', newsletter)
    .where('new_at', '=', at)
    .execute()
}

type Facts = Omit<PostRow, 'id' | 'entry_id' | 'first_seen_at' | 'changed_at' | 'moved_from'>

function factsOf(post: PostFacts): Facts {
  return {
    path: post.path,
    url_path: new URL(post.url).pathname,
    aliases: JSON.stringify(post.aliases),
    title: post.title,
    hash: post.hash,
    published_at: millisecondsOf(post.publishedAt.instant),
    published_offset: post.publishedAt.offset,
    live: post.status === 'live' ? 1 : 0,
    gone_at: null,
  }
}

function isSame(row: Facts, facts: Facts): boolean {
  return (Object.keys(facts) as (keyof Facts)[]).every((column) => row[column] === facts[column])
}

function storedPosts(rows: PostRow[], names: ReadonlyMap<string, string>): StoredPost[] {
  // Most were first seen, and last changed, by one scan: of three instants a post, two are another's.
  const instants = new Map<number, Temporal.Instant>()
  const instant = (at: number) => {
    const made = instants.get(at) ?? instantOf(at)
    instants.set(at, made)
    return made
  }
  const byPost = new Map<string, string[]>()
  for (const [name, id] of names) byPost.set(id, [...(byPost.get(id) ?? []), name])
  return rows.map((row) => ({
    id: row.id,
    entryId: row.entry_id,
    path: row.path,
    urlPath: row.url_path,
    aliases: JSON.parse(row.aliases) as string[],
    title: row.title,
    hash: row.hash,
    publishedAt: { instant: instant(row.published_at), offset: row.published_offset },
    firstSeenAt: instant(row.first_seen_at),
    changedAt: instant(row.changed_at),
    live: row.live === 1,
    goneAt: row.gone_at === null ? undefined : instant(row.gone_at),
    movedFrom: row.moved_from ?? undefined,
    names: byPost.get(row.id) ?? [],
    sameAs: names.get(row.id),
  }))
}
