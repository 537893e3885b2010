import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { archiveFolder, archivePages } from '../../feeds/archive-pages.ts'
import { ATOM_1 } from '../../feeds/atom.ts'
import type { Channel } from '../../feeds/channel.ts'
import type { FilledChannel } from '../../feeds/channels-of-posts.ts'
import { PiecesChecker } from '../../feeds/check-pieces.ts'
import type { CleanEntry } from '../../feeds/clean-feed.ts'
import { type DocumentPieces, joinPieces } from '../../feeds/document-pieces.ts'
import type { Feed, FeedEntry, FeedFormat, FeedWalk } from '../../feeds/feed.ts'
import { FEED_FORMATS, FEED_PATHS, feedUrls } from '../../feeds/feed-paths.ts'
import { feedRights } from '../../feeds/feed-rights.ts'
import { FEED_STYLE } from '../../feeds/feed-style.ts'
import { FeedWriter } from '../../feeds/feed-writer.ts'
import { JSON_FEED } from '../../feeds/json-feed.ts'
import { RSS } from '../../feeds/rss.ts'
import { LARGEST_DOCUMENT, writeWithin } from '../../feeds/within-size.ts'
import type { Formula } from '../../posts/formula.ts'
import type { Post } from '../../posts/post.ts'
import type { Look } from '../look.ts'
import { AtOnce } from './at-once.ts'
import { channelTitle, feedChannels } from './feed-channels.ts'
import { type EntryPorts, type EntryRecord, FeedEntries, publisher } from './feed-entries.ts'

export interface WrittenFeed {
  path: string
  format: FeedFormat
  entryCount: number
}

export interface WriteFeedsPorts extends Omit<EntryPorts, 'drawFormulas'> {
  /** Draws formulas and puts their pictures below the folder. */
  drawFormulas(formulas: Formula[], dir: string): ReturnType<EntryPorts['drawFormulas']>
  posts: { seen(): Promise<EntryRecord[]> }
  putInPlace(dir: string, path: string, content: string): Promise<'written' | 'unchanged'>
}

type Document = Omit<WrittenFeed, 'entryCount'> & { pieces: DocumentPieces }

/** What writes and checks each format: an entry once, however many feeds of a build it is in. */
type Writers = Record<FeedFormat, FeedWriter>

const WRITINGS = { rss: RSS, atom: ATOM_1, json: JSON_FEED }

function each<Value>(make: (format: FeedFormat) => Value): Record<FeedFormat, Value> {
  return { rss: make('rss'), atom: make('atom'), json: make('json') }
}

/** Files on their way to the disk. */
const PLACED_AT_ONCE = 8

/**
 * Writes every feed in every format, and the archive of the site's. A document that is not right never replaces one that
 * is; the others are written.
 * @param known channels that an earlier build wrote
 * @throws BroadsheetError with all that is wrong, when the rest is done
 */
export async function writeFeeds(
  ports: WriteFeedsPorts,
  { look, dir, known }: { look: Look; dir: string; known: Channel[] },
): Promise<{ feeds: WrittenFeed[]; channels: FilledChannel[]; problems: Problem[] }> {
  const { config } = ports
  const records = await ports.posts.seen()
  const drawFormulas = (formulas: Formula[]) => ports.drawFormulas(formulas, dir)
  const entries = new FeedEntries({ ...ports, drawFormulas }, look, records)
  const channels = feedChannels(config, newestFirst(look.live), known)
  const feeds: WrittenFeed[] = []
  const faults: Problem[] = []
  const older: WrittenFeed[] = []
  const cleaned = new WeakMap<FeedEntry, CleanEntry>()
  const writers = each((format) => new FeedWriter(WRITINGS[format], cleaned))
  const placing = new AtOnce(PLACED_AT_ONCE)
  const checkers = each((format) => new PiecesChecker(format))
  const place = async ({ path, format, pieces }: Document, list = feeds) => {
    const wrong = checkers[format].problemsOf(pieces).map((problem) => ({ ...problem, file: path }))
    faults.push(...wrong)
    if (wrong.length === 0) await placing.start(() => ports.putInPlace(dir, path, joinPieces(pieces)))
    list.push({ path, format, entryCount: pieces.entries.length })
  }
  const ofSite: WrittenFeed[] = []
  // The site's last: its archive has every post, and those that other feeds have too are made once for both.
  for (const channel of channels.toSorted((a, b) => Number(a.kind === 'site') - Number(b.kind === 'site'))) {
    const feed = feedOf(config, channel, await entries.first(config.feeds.entries, channel.posts))
    const documents = documentsOf(channel.folder, feed, writers)
    if (channel.kind !== 'site') {
      for (const document of documents) await place(document)
      continue
    }
    const fits = documents.every(({ pieces }) => pieces.entries.length === channel.posts.length)
    const isWhole = fits || !config.feeds.archive
    const pages = isWhole ? [] : archivePages(records)
    const walk = walkFrom(config, pages.length)
    const newest = isWhole ? documents : documentsOf(channel.folder, { ...feed, walk }, writers)
    // Before the document that leads to them.
    for await (const page of archiveDocuments(config, { feed, pages, entries, live: look.live, writers }))
      await place(page, older)
    await placing.end()
    for (const document of [...newest, ...formerPaths(config, newest)]) await place(document, ofSite)
  }
  await placing.end()
  if (faults.length > 0) throw new BroadsheetError(faults)
  return { feeds: [...ofSite, ...feeds, ...older], channels, problems: entries.problems }
}

function documentsOf(folder: string, feed: Feed, writers: Writers): Document[] {
  return FEED_FORMATS.map((format) => ({
    format,
    path: folder + FEED_PATHS[format].slice(1),
    pieces: writeWithin(LARGEST_DOCUMENT, feed, (some) => writers[format].pieces(some)),
  }))
}

/** The pages of the archive, one after the other; no limit on their size, since nobody polls them. */
async function* archiveDocuments(
  config: Config,
  {
    feed,
    pages,
    entries,
    live,
    writers,
  }: { feed: Feed; pages: string[][]; entries: FeedEntries; live: Post[]; writers: Writers },
): AsyncGenerator<Document> {
  const posts = new Map(live.map((post) => [post.id, post]))
  for (const [index, ids] of pages.entries()) {
    const folder = archiveFolder(index + 1)
    const ofPage = newestFirst(ids.flatMap((id) => posts.get(id) ?? []))
    const page: Feed = {
      ...feed,
      selfUrls: feedUrls(config.output.url, folder),
      entries: await entries.once(ofPage),
      walk: walkOfPage(config, index + 1, pages.length),
    }
    for (const format of FEED_FORMATS) {
      const path = folder + FEED_PATHS[format].slice(1)
      yield { path, format, pieces: writers[format].pieces(page) }
    }
  }
}

function walkFrom(config: Config, lastPage: number): FeedWalk {
  return { isArchive: false, links: { 'prev-archive': feedUrls(config.output.url, archiveFolder(lastPage)) } }
}

function walkOfPage({ output }: Config, page: number, lastPage: number): FeedWalk {
  const at = (number: number) => feedUrls(output.url, archiveFolder(number))
  return {
    isArchive: true,
    links: {
      current: feedUrls(output.url),
      ...(page > 1 && { 'prev-archive': at(page - 1) }),
      ...(page < lastPage && { 'next-archive': at(page + 1) }),
    },
  }
}

/** The site's feed at the paths where it was before, byte for byte: `rel=self` leads those who follow it to the new one. */
function formerPaths({ feeds }: Config, own: Document[]): Document[] {
  return Object.entries(feeds.also).flatMap(([path, format]) =>
    own.filter((document) => document.format === format).map((document) => ({ ...document, path })),
  )
}

function feedOf(config: Config, channel: FilledChannel, entries: FeedEntry[]): Feed {
  const { site, output, feeds } = config
  const rights = feedRights(feeds)
  return {
    site: {
      title: channelTitle(channel, config),
      url: site.url,
      language: channel.kind === 'language' ? channel.name : site.language,
      author: publisher(config),
      ...(feeds.icon && { icon: feeds.icon }),
      ...(feeds.favicon && { favicon: feeds.favicon }),
      ...(rights && { rights }),
    },
    selfUrls: feedUrls(output.url, channel.folder),
    ...(feeds.hub && { hub: feeds.hub }),
    entries,
    // Without the host: it works wherever the folder is looked at.
    styleSheet: new URL(FEED_STYLE.slice(1), output.url).pathname,
  }
}

function newestFirst(posts: Post[]): Post[] {
  const time = ({ publishedAt }: Post) => publishedAt.instant.epochMilliseconds
  return [...posts].sort((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1))
}
