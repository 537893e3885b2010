import type { Temporal } from 'temporal-polyfill'
import type { ReadingSource } from '../bodies/reading.ts'
import type { Config } from '../config/config.ts'
import { BroadsheetError, type Problem } from '../config/problem.ts'
import { withEntryIds } from '../feeds/entry-id.ts'
import { type Heritable, heirsOf } from '../feeds/heirs.ts'
import { recognise, type SeenPost } from '../posts/identity.ts'
import type { Post } from '../posts/post.ts'
import type { SiteSource } from '../posts/site-source.ts'

/** A post that is written down: the feed entry's id is settled at this moment and never changes again. */
export interface RecordedPost {
  post: Post
  entryId: string
  /** Path of the post that vanished when this one appeared with its title or text. */
  movedFrom?: string
}

export interface LookPorts {
  config: Config
  openSite(now: Temporal.Instant): Promise<SiteSource & { readings: ReadingSource }>
  posts: {
    seen(): Promise<(SeenPost & Pick<Heritable, 'goneAt'> & { entryId: string })[]>
    recordLook(look: {
      at: Temporal.Instant
      fresh: RecordedPost[]
      known: Post[]
      gone: string[]
      /** Posts that take over the entry of one that is gone. */
      heirs: { from: string; to: string }[]
      newsletters: string[]
    }): Promise<void>
    /** Gives posts the entry ids of the site's former feed, by post; an id that another post has stays there. */
    takeEntryIds(ids: ReadonlyMap<string, string>): Promise<void>
  }
  /** What was taken over from the site's former feed, by post. */
  adoptedIds: { read(): Promise<ReadonlyMap<string, string>> }
  newsletters: {
    /** The first time: all live posts count as sent; says how many. */
    ensure(id: string, at: Temporal.Instant, livePostIds: string[]): Promise<{ baseline: number } | undefined>
  }
  clock(): Temporal.Instant
}

/** The site as it is now, each post under the identity by which the store knows it. */
export interface Look {
  at: Temporal.Instant
  posts: Post[]
  live: Post[]
  /** How many were first seen by this look. */
  freshCount: number
  /** Newsletters first seen by this look, with how many posts count as sent for them. */
  baselines: { newsletter: string; count: number }[]
  problems: Problem[]
  body: SiteSource['body']
  /** What feeds say of the posts. */
  readings: ReadingSource
}

/** Reads the site and writes down what is new, moved and gone. */
export async function look(ports: LookPorts): Promise<Look> {
  const at = ports.clock()
  const adoptedIds = await ports.adoptedIds.read()
  const site = await ports.openSite(at)
  refuseNothing(site)
  const { site: configured, feeds } = ports.config
  const seen = await ports.posts.seen()
  const { known, fresh, moved, gone } = recognise(site.posts, seen, new URL(configured.url).pathname)
  const used = seen.map((post) => post.entryId)
  const movedFrom = new Map(moved.map(({ from, to }) => [to.id, from.path]))
  const vanished = new Set(gone.map(({ id }) => id))
  const isBack = ({ id, goneAt }: Heritable) => goneAt !== undefined && known.has(id)
  const knownPosts = [...known].map(([id, post]) => (post.id === id ? post : { ...post, id }))
  const posts = [...knownPosts, ...fresh]
  const live = posts.filter(({ status }) => status === 'live')
  await ports.posts.recordLook({
    at,
    fresh: withEntryIds(fresh, { ids: feeds.ids, siteUrl: configured.url, used }).map((each) => ({
      ...each,
      movedFrom: movedFrom.get(each.post.id),
    })),
    known: knownPosts,
    gone: gone.map(({ id }) => id),
    heirs: heirsOf({ fresh, gone: seen.filter(({ id }) => vanished.has(id)), returned: seen.filter(isBack) }),
    newsletters: ports.config.newsletters.map(({ id }) => id),
  })
  await ports.posts.takeEntryIds(adoptedIds)
  const baselines = await layBaselines(ports, at, live)
  const { problems, body, readings } = site
  return { at, posts, live, freshCount: fresh.length, baselines, problems, body, readings }
}

/** What an operator must know of newsletters that this look saw for the first time. */
export function describeBaselines({ baselines }: Look): string[] {
  return baselines.map(
    ({ newsletter, count }) =>
      `${newsletter} is new: what is live now counts as already sent (${count}). Move that line with: broadsheet adopt --before DATE.`,
  )
}

/** A folder that cannot be read is not a site whose posts are all gone. */
function refuseNothing(site: SiteSource): void {
  const errors = site.problems.filter(({ severity }) => severity === 'error')
  if (site.posts.length === 0 && errors.length > 0) throw new BroadsheetError(errors)
}

async function layBaselines(ports: LookPorts, at: Temporal.Instant, live: Post[]): Promise<Look['baselines']> {
  const livePostIds = live.map(({ id }) => id)
  const baselines: Look['baselines'] = []
  for (const { id } of ports.config.newsletters) {
    const first = await ports.newsletters.ensure(id, at, livePostIds)
    if (first) baselines.push({ newsletter: id, count: first.baseline })
  }
  return baselines
}
