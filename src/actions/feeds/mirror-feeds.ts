import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { count } from '../../config/count.ts'
import { type Problem, warning } from '../../config/problem.ts'
import { feedText } from '../../feeds/feed-bytes.ts'
import type { ForeignFeed } from '../../feeds/foreign-feed.ts'
import { folderOfFeed, type KnownFeed } from '../../feeds/known-feed.ts'
import { dateWritten, type MirrorContext, type MirroredPost, mirroredPosts } from '../../feeds/mirrored-post.ts'
import type { FoundArticles, OwnArticlesPorts } from './own-articles.ts'

/** What a server said when it was asked for a feed. */
export type FeedAnswer =
  | { status: 304 }
  | { status: number; bytes: Uint8Array; contentType?: string; etag?: string; lastModified?: string }
  /** Half a sentence. */
  | { error: string }

export interface MirrorFeedsPorts {
  config: Pick<Config, 'content' | 'site'>
  /** Asks for it, unless it is as it was (RFC 9110 §13.1). */
  fetchFeed(url: string, known: Pick<KnownFeed, 'etag' | 'lastModified'>): Promise<FeedAnswer>
  fetchPage: OwnArticlesPorts['fetchPage']
  mirror: {
    known(): Promise<KnownFeed[]>
    text(folder: string, name: string): Promise<string | undefined>
    keep(folder: string, texts: { name: string; text: string }[]): Promise<void>
    note(feeds: KnownFeed[]): Promise<void>
  }
  clock(): Temporal.Instant
}

/** Between two questions for a feed. */
const REST = Temporal.Duration.from({ seconds: 50 })

/**
 * Takes over what is new or changed in the feeds that `content.source` names. Nothing is taken away: of a feed that does not answer, is
 * broken, or has fewer items than before, the posts stay as they were, and a problem says so.
 */
export async function mirrorFeeds(ports: MirrorFeedsPorts): Promise<Problem[]> {
  const { config, mirror } = ports
  const known = new Map((await mirror.known()).map((feed) => [feed.url, feed]))
  const found: { feed: KnownFeed; problems: Problem[] }[] = []
  for (const url of config.content.feeds ?? []) found.push(await mirrorFeed(ports, url, known.get(url)))
  await mirror.note(found.map(({ feed }) => feed))
  return found.flatMap(({ problems }) => problems)
}

async function mirrorFeed(ports: MirrorFeedsPorts, url: string, before: KnownFeed | undefined) {
  const now = ports.clock()
  if (before && isFresh(before, now)) return { feed: before, problems: problemsOf(before) }
  const asked = { itemCount: 0, summaryCount: 0, ...before, url, askedAt: now.toString() }
  delete asked.problem
  const answer = await ports.fetchFeed(url, isWhole(ports, before) ? { ...before } : {})
  const feed = { ...asked, ...(await takenFrom(ports, url, answer)) }
  const isShorter = before !== undefined && feed.itemCount * 2 < before.itemCount && !feed.problem
  return { feed, problems: [...problemsOf(feed), ...(isShorter ? [shorter(feed, before)] : [])] }
}

/** What is known of a feed is all that is wanted of it, so that nothing need be read again unless it changed. */
function isWhole({ config }: MirrorFeedsPorts, before: KnownFeed | undefined): boolean {
  if (before?.problem !== undefined) return false
  return config.content.articles !== 'page' || !before?.summaryCount || before.asksPages === true
}

function isFresh({ askedAt, problem }: KnownFeed, now: Temporal.Instant): boolean {
  if (problem !== undefined) return false
  const at = Temporal.Instant.from(askedAt)
  return Temporal.Instant.compare(at, now) <= 0 && Temporal.Instant.compare(at.add(REST), now) > 0
}

/** What changes of what is known. */
async function takenFrom(ports: MirrorFeedsPorts, url: string, answer: FeedAnswer): Promise<Partial<KnownFeed>> {
  if ('error' in answer) return { problem: answer.error }
  if (!('bytes' in answer)) return {}
  if (answer.status !== 200) return { problem: `it answers ${answer.status}` }
  const text = feedText(answer.bytes, answer.contentType)
  if (text === undefined) return { problem: 'its encoding is not known' }
  // A reader of every feed there is takes its time to load.
  const { readForeignFeed } = await import('../../feeds/foreign-feed.ts')
  const read = () => {
    try {
      return readForeignFeed(text)
    } catch {
      return undefined
    }
  }
  const feed = read()
  if (!feed) return { problem: 'it is no feed that can be read' }
  const folder = folderOfFeed(url)
  const { language, timezone } = ports.config.site
  const context = { url, language, timezone, now: ports.clock() }
  const { posts: asFed, leftOut } = await datedPosts(ports, feed, folder, context)
  if (asFed.length === 0) return { problem: leftOut > 0 ? 'no item of it has an address' : 'it has no items' }
  const { articles, fault, isUnfinished } = await articlesFor(ports, folder, asFed)
  const articleOf = (name: string) => articles.get(name)
  const { posts } =
    articles.size === 0 ? { posts: asFed } : await datedPosts(ports, feed, folder, { ...context, articleOf })
  await ports.mirror.keep(folder, posts)
  const { etag, lastModified } = answer
  return {
    // Where pages are left to ask, the feed is read again as a whole.
    ...(isUnfinished ? { etag: undefined, lastModified: undefined } : { etag, lastModified }),
    itemCount: posts.length,
    summaryCount: posts.filter(({ isSummary }) => isSummary).length,
    articleFault: fault,
    asksPages: ports.config.content.articles === 'page',
  }
}

async function articlesFor(ports: MirrorFeedsPorts, folder: string, posts: MirroredPost[]): Promise<FoundArticles> {
  const isWanted = ports.config.content.articles === 'page' && posts.some(({ isSummary }) => isSummary)
  if (!isWanted) return { articles: new Map(), isUnfinished: false }
  const { ownArticles } = await import('./own-articles.ts')
  return ownArticles(ports, folder, posts)
}

/** An item without a date keeps the one on which it was first seen. */
async function datedPosts(
  { mirror }: MirrorFeedsPorts,
  feed: ForeignFeed,
  folder: string,
  context: Omit<MirrorContext, 'dateOf'>,
): Promise<ReturnType<typeof mirroredPosts>> {
  const found = mirroredPosts(feed, { ...context, dateOf: () => undefined })
  const undated = found.posts.filter(({ isUndated }) => isUndated)
  if (undated.length === 0) return found
  const dates = new Map<string, string | undefined>()
  for (const { name } of undated) dates.set(name, dateWritten((await mirror.text(folder, name)) ?? ''))
  return mirroredPosts(feed, { ...context, dateOf: (name) => dates.get(name) })
}

function problemsOf({ url, problem, itemCount, summaryCount, articleFault }: KnownFeed): Problem[] {
  if (problem !== undefined) {
    const hint =
      itemCount > 0 ? 'Its posts stay as they were when it was last read.' : 'Give the address of the feed itself.'
    return [warning('feeds.source', `The feed could not be read: ${problem}.`, { hint, file: url })]
  }
  if (summaryCount === 0) return []
  const message = `Of ${summaryCount} of ${count(itemCount, 'item')} the feed has a summary alone${articleFault ? `, and no article was found: ${articleFault}` : ''}.`
  return [warning('feeds.source', message, { hint: 'Have it bring whole posts, if mails are to.', file: url })]
}

function shorter({ url, itemCount }: KnownFeed, before: KnownFeed): Problem {
  const message = `The feed has ${count(itemCount, 'item')}, and had ${before.itemCount}.`
  return warning('feeds.source', message, { hint: 'Nothing is taken away; look whether that is right.', file: url })
}
