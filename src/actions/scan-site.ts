import type { Temporal } from 'temporal-polyfill'
import type { RenderedEntries } from '../bodies/rendered-entry.ts'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { withEntryIds } from '../feeds/entry-id.ts'
import { learntNames } from '../posts/learnt-names.ts'
import type { NotNewsGroup } from '../posts/not-news.ts'
import type { Post } from '../posts/post.ts'
import { type Recognition, recognise } from '../posts/recognise.ts'
import { maybeRetitled, withRetitled } from '../posts/retitled.ts'
import type { ScanRecord } from '../posts/scan-record.ts'
import type { SeenPost } from '../posts/seen-post.ts'
import type { SiteSource } from '../posts/site-source.ts'

export interface ScanPorts {
  config: Config
  openSite(now: Temporal.Instant): Promise<SiteSource & { renderedEntries: RenderedEntries }>
  posts: {
    seen(): Promise<(SeenPost & { entryId: string })[]>
    recordScan(scan: ScanRecord): Promise<void>
    /** Gives posts the entry ids of the site's former feed, by post; an id that another post has stays there. */
    takeEntryIds(ids: ReadonlyMap<string, string>): Promise<void>
  }
  /** What was taken over from the site's former feed, by post. */
  adoptedIds: { read(): Promise<ReadonlyMap<string, string>> }
  newsletters: {
    /** The first time: all live posts count as sent; says how many. */
    ensure(id: string, at: Temporal.Instant, livePostIds: string[]): Promise<{ baseline: number } | undefined>
    /** Writes down by which expression each cadence is scheduled now. */
    noteSchedules(id: string, expressions: Record<string, string>, at: Temporal.Instant): Promise<void>
  }
  clock(): Temporal.Instant
}

/** The site as it is now, each post under the identity by which the store knows it. */
export interface Scan {
  at: Temporal.Instant
  posts: Post[]
  live: Post[]
  /** How many were first seen by this scan. */
  freshCount: number
  /** Newsletters first seen by this scan, with how many posts count as sent for them. */
  baselines: { newsletter: string; count: number }[]
  problems: Problem[]
  notNews: NotNewsGroup[]
  body: SiteSource['body']
  /** What feeds say of the posts. */
  renderedEntries: RenderedEntries
}

export interface ScanRequest {
  /** An operator says that a site without posts is meant. */
  mayBeEmpty?: boolean
}

/**
 * Reads the site and writes down what is new, moved and gone.
 * @throws BroadsheetError if the site cannot be read, or has no post any more
 */
export async function scanSite(ports: ScanPorts, { mayBeEmpty = false }: ScanRequest = {}): Promise<Scan> {
  const at = ports.clock()
  const adoptedIds = await ports.adoptedIds.read()
  const site = await ports.openSite(at)
  refuseNothing(site)
  const { site: configured, feeds } = ports.config
  const seen = await ports.posts.seen()
  if (!mayBeEmpty) refuseEmptied(site, seen)
  const recognised = recognise(site.posts, seen, new URL(configured.url).pathname)
  const { known, fresh, moved, gone, renamed } = await recogniseRetitled(recognised, site)
  const used = seen.map((post) => post.entryId)
  const movedFrom = new Map(moved.map(({ from, to }) => [to.id, from.path]))
  const knownPosts = [...known].map(([id, post]) => (post.id === id ? post : { ...post, id }))
  const posts = [...knownPosts, ...fresh]
  const live = posts.filter(({ status }) => status === 'live')
  await ports.posts.recordScan({
    at,
    fresh: withEntryIds(fresh, { ids: feeds.ids, siteUrl: configured.url, used }).map((each) => ({
      ...each,
      movedFrom: movedFrom.get(each.post.id),
    })),
    known: knownPosts,
    gone: gone.map(({ id }) => id),
    names: learntNames(known, seen),
    renamed,
    newsletters: ports.config.newsletters.map(({ id }) => id),
  })
  await ports.posts.takeEntryIds(adoptedIds)
  const baselines = await layBaselines(ports, at, live)
  const { problems, notNews = [], body, renderedEntries } = site
  return { at, posts, live, freshCount: fresh.length, baselines, problems, notNews, body, renderedEntries }
}

/** Once more, by texts, which are read only where some may be meant. */
async function recogniseRetitled(recognised: Recognition, site: Pick<SiteSource, 'hashesUnder'>): Promise<Recognition> {
  const asked: Parameters<typeof withRetitled>[1] = []
  for (const { post, from } of maybeRetitled(recognised)) {
    const titles = from.map(({ title }) => title)
    asked.push({ post, from, hashes: await site.hashesUnder(post, titles) })
  }
  return withRetitled(recognised, asked)
}

/** What an operator must know of newsletters that this scan saw for the first time. */
export function describeBaselines({ baselines }: Scan): string[] {
  return baselines.map(
    ({ newsletter, count }) =>
      `${newsletter} is new: what is live now is marked as already sent (${count}). Move that line with: broadsheet adopt --before DATE.`,
  )
}

/** A folder that cannot be read is not a site whose posts are all gone. */
function refuseNothing(site: SiteSource): void {
  const errors = site.problems.filter(({ severity }) => severity === 'error')
  if (site.posts.length === 0 && errors.length > 0) throw new BroadsheetError(errors)
}

/** A checkout that failed, or a disk that is not there, leaves an empty folder: its feeds would say that nothing was ever written. */
function refuseEmptied(site: SiteSource, seen: SeenPost[]): void {
  const count = seen.filter(({ goneAt }) => goneAt === undefined).length
  if (site.posts.length > 0 || count === 0) return
  const before = count === 1 ? 'the one post' : `all ${count.toLocaleString('en')} posts`
  throw new BroadsheetError(
    failure('site.emptied', `The content folder has no post any more: ${before} of before would be gone at once.`, {
      hint: 'The feeds stay as they are, and nothing is planned. Bring the posts back, or say that it is meant: broadsheet build --empty.',
    }),
  )
}

/** Another time zone makes another schedule of the same expression. */
function inZone(schedules: Record<string, string>, timezone: string): Record<string, string> {
  return Object.fromEntries(Object.entries(schedules).map(([cadence, cron]) => [cadence, `${cron} ${timezone}`]))
}

async function layBaselines(ports: ScanPorts, at: Temporal.Instant, live: Post[]): Promise<Scan['baselines']> {
  const livePostIds = live.map(({ id }) => id)
  const baselines: Scan['baselines'] = []
  for (const { id, schedules } of ports.config.newsletters) {
    const first = await ports.newsletters.ensure(id, at, livePostIds)
    await ports.newsletters.noteSchedules(id, inZone(schedules, ports.config.site.timezone), at)
    if (first) baselines.push({ newsletter: id, count: first.baseline })
  }
  return baselines
}
