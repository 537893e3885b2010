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

export interface ScanSitePorts {
  config: Config
  openSite(now: Temporal.Instant): Promise<SiteSource & { renderedEntries: RenderedEntries }>
  posts: { seen(): Promise<SeenEntry[]> }
  /** What was taken over from the site's former feed, by post. */
  adoptedIds: { read(): Promise<ReadonlyMap<string, string>> }
  clock(): Temporal.Instant
}

/** The site as it is now, each post under the identity by which the store knows it. */
export interface SiteScan {
  at: Temporal.Instant
  posts: Post[]
  live: Post[]
  problems: Problem[]
  notNews: NotNewsGroup[]
  params?: SiteSource['params']
  render?: SiteSource['render']
  body: SiteSource['body']
  /** What feeds say of the posts. */
  renderedEntries: RenderedEntries
}

export interface ScannedSite extends SiteScan {
  /** What is to be written down. */
  record: ScanRecord
  /** As they are to be taken over: see ScanSitePorts. */
  adoptedIds: ReadonlyMap<string, string>
}

export interface ScanRequest {
  /** An operator says that a site without posts is meant. */
  mayBeEmpty?: boolean
}

/**
 * Reads the site, and finds out what is new, moved and gone. Nothing is written: recordScan does that.
 * @throws BroadsheetError if the site cannot be read, or has no post any more
 */
export async function scanSite(ports: ScanSitePorts, { mayBeEmpty = false }: ScanRequest = {}): Promise<ScannedSite> {
  const at = ports.clock()
  const adoptedIds = await ports.adoptedIds.read()
  const site = await ports.openSite(at)
  refuseNothing(site)
  const seen = await ports.posts.seen()
  if (!mayBeEmpty) refuseEmptied(site, seen)
  const recognised = await recogniseAll(site, seen, ports.config)
  const known = [...recognised.known].map(([id, post]) => (post.id === id ? post : { ...post, id }))
  const posts = [...known, ...recognised.fresh]
  const live = posts.filter(({ status }) => status === 'live')
  const { problems, notNews = [], params, render, body, renderedEntries } = site
  const record: ScanRecord = {
    at,
    fresh: withIds(recognised, seen, ports.config),
    known,
    gone: recognised.gone.map(({ id }) => id),
    names: learntNames(recognised.known, seen),
    renamed: recognised.renamed,
    newsletters: ports.config.newsletters.map(({ id }) => id),
  }
  return { at, posts, live, problems, notNews, params, render, body, renderedEntries, record, adoptedIds }
}

type SeenEntry = SeenPost & { entryId: string }

/** Entry ids of those that are seen for the first time. */
function withIds({ fresh, moved }: Recognition, seen: SeenEntry[], { site, feeds }: Config): ScanRecord['fresh'] {
  const used = seen.map((post) => post.entryId)
  const movedFrom = new Map(moved.map(({ from, to }) => [to.id, from.path]))
  return withEntryIds(fresh, { ids: feeds.ids, siteUrl: site.url, used }).map((each) => ({
    ...each,
    movedFrom: movedFrom.get(each.post.id),
  }))
}

/** Those that no name tells are held against texts, which are read only where some may be meant. */
async function recogniseAll(site: SiteSource, seen: SeenPost[], config: Config): Promise<Recognition> {
  const recognised = recognise(site.posts, seen, new URL(config.site.url).pathname)
  const asked: Parameters<typeof withRetitled>[1] = []
  for (const { post, from } of maybeRetitled(recognised)) {
    const titles = from.map(({ title }) => title)
    asked.push({ post, from, hashes: await site.hashesUnder(post, titles) })
  }
  return withRetitled(recognised, asked)
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
