import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { writeAtom } from '../../feeds/atom.ts'
import type { Channel } from '../../feeds/channel.ts'
import type { FilledChannel } from '../../feeds/channels-of-posts.ts'
import { checkFeedDocument } from '../../feeds/check-document.ts'
import type { Feed, FeedEntry, FeedFormat } from '../../feeds/feed.ts'
import { FEED_FORMATS, FEED_PATHS, feedUrls } from '../../feeds/feed-paths.ts'
import { FEED_STYLE } from '../../feeds/feed-style.ts'
import { writeJsonFeed } from '../../feeds/json-feed.ts'
import { writeRss } from '../../feeds/rss.ts'
import { LARGEST_DOCUMENT, writeWithin } from '../../feeds/within-size.ts'
import type { Post } from '../../posts/post.ts'
import type { Look } from '../look.ts'
import { channelTitle, feedChannels } from './feed-channels.ts'
import { type EntryPorts, type EntryRecord, FeedEntries } from './feed-entries.ts'

export interface WrittenFeed {
  path: string
  format: FeedFormat
  entryCount: number
}

export interface WriteFeedsPorts extends EntryPorts {
  posts: { seen(): Promise<EntryRecord[]> }
  putInPlace(dir: string, path: string, content: string): Promise<'written' | 'unchanged'>
}

const WRITERS: Record<FeedFormat, (feed: Feed) => string> = { rss: writeRss, atom: writeAtom, json: writeJsonFeed }

/**
 * Writes every feed in every format. A document that is not right never replaces one that is; the others are written.
 * @param known channels that an earlier build wrote
 * @throws BroadsheetError with all that is wrong, when the rest is done
 */
export async function writeFeeds(
  ports: WriteFeedsPorts,
  { look, dir, known }: { look: Look; dir: string; known: Channel[] },
): Promise<{ feeds: WrittenFeed[]; channels: FilledChannel[]; problems: Problem[] }> {
  const entries = new FeedEntries(ports, look, await ports.posts.seen())
  const channels = feedChannels(ports.config, newestFirst(look.live), known)
  const feeds: WrittenFeed[] = []
  const faults: Problem[] = []
  for (const channel of channels) {
    const newest = await entries.first(ports.config.feeds.entries, channel.posts)
    const own = documentsOf(channel, feedOf(ports.config, channel, newest))
    const documents = channel.kind === 'site' ? [...own, ...formerPaths(ports.config, own)] : own
    for (const { path, format, text, entryCount } of documents) {
      const wrong = checkFeedDocument(format, text).map((problem) => ({ ...problem, file: path }))
      faults.push(...wrong)
      if (wrong.length === 0) await ports.putInPlace(dir, path, text)
      feeds.push({ path, format, entryCount })
    }
  }
  if (faults.length > 0) throw new BroadsheetError(faults)
  return { feeds, channels, problems: entries.problems }
}

function documentsOf(channel: FilledChannel, feed: Feed): (WrittenFeed & { text: string })[] {
  return FEED_FORMATS.map((format) => ({
    format,
    path: channel.folder + FEED_PATHS[format].slice(1),
    ...writeWithin(LARGEST_DOCUMENT, feed, WRITERS[format]),
  }))
}

/** The site's feed at the paths where it was before, byte for byte: `rel=self` leads those who follow it to the new one. */
function formerPaths<Document extends WrittenFeed>({ feeds }: Config, own: Document[]): Document[] {
  return Object.entries(feeds.also).flatMap(([path, format]) =>
    own.filter((document) => document.format === format).map((document) => ({ ...document, path })),
  )
}

function feedOf(config: Config, channel: FilledChannel, entries: FeedEntry[]): Feed {
  const { site, output } = config
  return {
    site: {
      title: channelTitle(channel, config),
      url: site.url,
      language: channel.kind === 'language' ? channel.name : site.language,
      author: site.author && { name: site.author.name },
    },
    selfUrls: feedUrls(output.url, channel.folder),
    ...(config.feeds.hub && { hub: config.feeds.hub }),
    entries,
    // Without the host: it works wherever the folder is looked at.
    styleSheet: new URL(FEED_STYLE.slice(1), output.url).pathname,
  }
}

function newestFirst(posts: Post[]): Post[] {
  const time = ({ publishedAt }: Post) => publishedAt.instant.epochMilliseconds
  return [...posts].sort((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1))
}
