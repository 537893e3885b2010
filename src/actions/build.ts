import type { Temporal } from 'temporal-polyfill'
import { feedHtml } from '../bodies/for-feed.ts'
import { summaryOf } from '../bodies/summary.ts'
import { bodyText } from '../bodies/to-text.ts'
import type { Config } from '../config/config.ts'
import { BroadsheetError, type Problem } from '../config/problem.ts'
import { writeAtom } from '../feeds/atom.ts'
import { checkFeedDocument } from '../feeds/check-document.ts'
import { checkEntry } from '../feeds/check-entry.ts'
import type { Feed, FeedEntry, FeedFormat } from '../feeds/feed.ts'
import { FEED_FORMATS, FEED_PATHS, feedUrls } from '../feeds/feed-paths.ts'
import { writeJsonFeed } from '../feeds/json-feed.ts'
import { writeRss } from '../feeds/rss.ts'
import type { Post, WrittenDate } from '../posts/post.ts'
import type { Look } from './look.ts'

export interface BuildPorts {
  config: Config
  posts: {
    seen(): Promise<{ id: string; entryId: string; firstSeenAt: Temporal.Instant; changedAt: Temporal.Instant }[]>
  }
  /** Every page of the archive, below the output folder. */
  archivePages(): Promise<{ path: string; html: string }[]>
  putInPlace(dir: string, path: string, content: string): Promise<'written' | 'unchanged'>
}

export interface BuildReport {
  postCount: number
  feeds: { path: string; format: FeedFormat; entryCount: number }[]
  problems: Problem[]
}

const WRITERS: Record<FeedFormat, (feed: Feed) => string> = { rss: writeRss, atom: writeAtom, json: writeJsonFeed }

/** Writes feeds and archive as static files; a document that is not right never replaces one that is. */
export async function build(
  ports: BuildPorts & { look(): Promise<Look> },
  { out }: { out?: string } = {},
): Promise<BuildReport> {
  return publish(ports, await ports.look(), out ?? ports.config.output.dir)
}

/** What `build` does with a look that was taken already. */
export async function publish(ports: BuildPorts, look: Look, dir: string): Promise<BuildReport> {
  const { entries, problems } = await feedEntries(ports, look)
  const feed = feedOf(ports.config, entries)
  const documents = FEED_FORMATS.map((format) => ({ format, path: FEED_PATHS[format], text: WRITERS[format](feed) }))
  const faults = documents.flatMap(({ format, path, text }) =>
    checkFeedDocument(format, text).map((problem) => ({ ...problem, file: path })),
  )
  if (faults.length > 0) throw new BroadsheetError(faults)
  for (const { path, text } of documents) await ports.putInPlace(dir, path, text)
  for (const { path, html } of await ports.archivePages()) await ports.putInPlace(dir, path, html)
  return {
    postCount: look.live.length,
    feeds: documents.map(({ path, format }) => ({ path, format, entryCount: entries.length })),
    problems: [...look.problems, ...problems],
  }
}

/** The newest posts as entries; one that no reader could show is left out, and named. */
async function feedEntries(ports: BuildPorts, look: Look): Promise<{ entries: FeedEntry[]; problems: Problem[] }> {
  const records = new Map((await ports.posts.seen()).map((record) => [record.id, record]))
  const entries: FeedEntry[] = []
  const problems: Problem[] = []
  for (const post of newestFirst(look.live)) {
    if (entries.length === ports.config.feeds.entries) break
    const record = records.get(post.id)
    if (!record) continue
    const made = await feedEntry(ports.config, look, post, record)
    const faults = checkEntry(made.entry).map((problem) => ({ ...problem, file: post.file }))
    problems.push(...made.problems, ...faults)
    if (faults.length === 0) entries.push(made.entry)
  }
  return { entries, problems }
}

async function feedEntry(
  config: Config,
  look: Look,
  post: Post,
  record: { entryId: string; firstSeenAt: Temporal.Instant; changedAt: Temporal.Instant },
): Promise<{ entry: FeedEntry; problems: Problem[] }> {
  const { body, problems } = await look.body(post)
  const whole = config.feeds.content === 'full' ? { html: feedHtml(body), text: bodyText(body) } : {}
  const entry: FeedEntry = {
    id: record.entryId,
    url: post.url,
    title: post.title,
    publishedAt: post.publishedAt,
    updatedAt: updatedAt(post, record),
    summary: summaryOf(post, body),
    ...whole,
    authors: post.author ? [{ name: post.author }] : [],
    tags: post.tags,
    language: post.language,
    image: post.cover,
  }
  return { entry, problems }
}

/** What the author says, else when we saw the words change; never the time of a build. */
function updatedAt(post: Post, record: { firstSeenAt: Temporal.Instant; changedAt: Temporal.Instant }): WrittenDate {
  if (post.updatedAt) return post.updatedAt
  if (record.changedAt.equals(record.firstSeenAt)) return post.publishedAt
  return { instant: record.changedAt, offset: post.publishedAt.offset }
}

function newestFirst(posts: Post[]): Post[] {
  const time = ({ publishedAt }: Post) => publishedAt.instant.epochMilliseconds
  return [...posts].sort((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1))
}

function feedOf({ site, output }: Config, entries: FeedEntry[]): Feed {
  return {
    site: {
      title: site.title,
      url: site.url,
      language: site.language,
      author: site.author && { name: site.author.name },
    },
    selfUrls: feedUrls(output.url),
    entries,
  }
}
