import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { archiveFolder, archivePages } from '../../feeds/archive-pages.ts'
import type { Channel } from '../../feeds/channel.ts'
import type { FilledChannel } from '../../feeds/channels-of-posts.ts'
import { joinPieces, problemsOf } from '../../feeds/document-pieces.ts'
import type { Feed } from '../../feeds/feed.ts'
import { feedUrls } from '../../feeds/feed-paths.ts'
import { LARGEST_DOCUMENT } from '../../feeds/within-size.ts'
import type { Formula } from '../../posts/formula.ts'
import { newestFirst } from '../../posts/newest-first.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import { AtOnce } from './at-once.ts'
import { feedChannels } from './feed-channels.ts'
import {
  documentsOf,
  type FeedDocument,
  feedWriters,
  formerPaths,
  frameOf,
  walkFrom,
  walkOfPage,
} from './feed-documents.ts'
import { type EntryPorts, type EntryRecord, FeedEntries } from './feed-entries.ts'
import { type FeedInput, type StandingFeedsPorts, UpToDateFeeds } from './up-to-date-feeds.ts'
import type { WrittenFeed } from './written-feed.ts'

export interface WriteFeedsPorts extends Omit<EntryPorts, 'drawFormulas'>, StandingFeedsPorts {
  /** Draws formulas and puts their pictures below the folder. */
  drawFormulas(formulas: Formula[], dir: string): ReturnType<EntryPorts['drawFormulas']>
  posts: { seen(): Promise<EntryRecord[]> }
  putInPlace(dir: string, path: string, content: string): Promise<'written' | 'unchanged'>
}

/**
 * Writes every feed in every format, and the archive of the site's. A document that is not right never replaces one that
 * is; the others are written.
 * @param known channels that an earlier build wrote
 * @throws BroadsheetError with all that is wrong, when the rest is done
 */
export async function writeFeeds(
  ports: WriteFeedsPorts,
  { scan, dir, known }: { scan: Scan; dir: string; known: Channel[] },
): Promise<{ feeds: WrittenFeed[]; channels: FilledChannel[]; problems: Problem[] }> {
  const records = await ports.posts.seen()
  const writer = new FeedsWriter(ports, dir, scan, records)
  const channels = feedChannels(ports.config, scan.live.toSorted(newestFirst), known)
  scan.renderedEntries.expect(postsInOrder(ports.config, channels, records, scan.live))
  const ofOthers: WrittenFeed[] = []
  for (const channel of channels.filter(({ kind }) => kind !== 'site'))
    ofOthers.push(...(await writer.channel(channel)))
  // The site's last: its archive has every post, and those that other feeds have too are made once for both.
  const [site] = channels.filter(({ kind }) => kind === 'site')
  const { newest, older } = site ? await writer.site(site, records) : { newest: [], older: [] }
  return { feeds: [...newest, ...ofOthers, ...older], channels, problems: await writer.end() }
}

/** Files on their way to the disk. */
const PLACED_AT_ONCE = 8

/** Makes documents, checks them and puts them in place. */
class FeedsWriter {
  readonly #ports: WriteFeedsPorts
  readonly #config: Config
  readonly #dir: string
  readonly #live: Post[]
  readonly #entries: FeedEntries
  readonly #upToDate: UpToDateFeeds
  readonly #writers = feedWriters()
  readonly #placing = new AtOnce(PLACED_AT_ONCE)
  readonly #faults: Problem[] = []

  constructor(ports: WriteFeedsPorts, dir: string, scan: Scan, records: EntryRecord[]) {
    const drawFormulas = (formulas: Formula[]) => ports.drawFormulas(formulas, dir)
    this.#ports = ports
    this.#config = ports.config
    this.#dir = dir
    this.#live = scan.live
    this.#entries = new FeedEntries({ ...ports, drawFormulas }, scan, records)
    this.#upToDate = new UpToDateFeeds(ports, dir, scan, records)
  }

  /** A feed of some of the site's posts. */
  async channel(channel: FilledChannel): Promise<WrittenFeed[]> {
    const input = { folder: channel.folder, frame: frameOf(this.#config, channel), posts: channel.posts }
    return this.#unlessUpToDate(input, async () => {
      const { entries, considered } = await this.#entries.first(this.#config.feeds.entries, channel.posts)
      const feed = { ...input.frame, entries }
      return { documents: documentsOf(channel.folder, feed, this.#writers, LARGEST_DOCUMENT), considered }
    })
  }

  /** The site's own feed, and its archive where that does not hold all. */
  async site(channel: FilledChannel, records: EntryRecord[]): Promise<{ newest: WrittenFeed[]; older: WrittenFeed[] }> {
    const frame = frameOf(this.#config, channel)
    const { entries } = await this.#entries.first(this.#config.feeds.entries, channel.posts)
    const documents = (feed: Feed) => documentsOf(channel.folder, feed, this.#writers, LARGEST_DOCUMENT)
    const whole = documents({ ...frame, entries })
    const fits = whole.every(({ pieces }) => pieces.entries.length === channel.posts.length)
    const pages = fits || !this.#config.feeds.archive ? [] : archivePages(records)
    // Before the document that leads to them.
    const older = await this.#archive(frame, pages)
    await this.#placing.end()
    const newest =
      pages.length === 0 ? whole : documents({ ...frame, entries, walk: walkFrom(this.#config, pages.length) })
    return { newest: await this.#place([...newest, ...formerPaths(this.#config, newest)]), older }
  }

  /** When all files are in place: what was to be said of the posts. */
  async end(): Promise<Problem[]> {
    await this.#placing.end()
    this.#upToDate.keep()
    if (this.#faults.length > 0) throw new BroadsheetError(this.#faults)
    return this.#entries.problems
  }

  /** The pages of the archive, one after the other; no limit on their size, since nobody polls them. */
  async #archive(ofSite: Feed, pages: string[][]): Promise<WrittenFeed[]> {
    const posts = new Map(this.#live.map((post) => [post.id, post]))
    const written: WrittenFeed[] = []
    for (const [index, ids] of pages.entries()) {
      const folder = archiveFolder(index + 1)
      const selfUrls = feedUrls(this.#config.output.url, folder)
      const frame = { ...ofSite, selfUrls, walk: walkOfPage(this.#config, index + 1, pages.length) }
      const ofPage = ids.flatMap((id) => posts.get(id) ?? []).sort(newestFirst)
      const documents = await this.#unlessUpToDate({ folder, frame, posts: ofPage }, async () => {
        const feed = { ...frame, entries: await this.#entries.once(ofPage) }
        return {
          documents: documentsOf(folder, feed, this.#writers, Number.POSITIVE_INFINITY),
          considered: ofPage.length,
        }
      })
      written.push(...documents)
    }
    return written
  }

  async #unlessUpToDate(
    input: FeedInput,
    make: () => Promise<{ documents: FeedDocument[]; considered: number }>,
  ): Promise<WrittenFeed[]> {
    const upToDate = this.#upToDate.find(input)
    if (upToDate) {
      this.#entries.recall(upToDate.problems)
      return upToDate.documents
    }
    const { documents, considered } = await make()
    const faultsBefore = this.#faults.length
    const written = await this.#place(documents)
    const posts = input.posts.slice(0, considered)
    const problems = this.#entries.problemsOf(posts)
    const pictures = this.#entries.picturesOf(posts)
    if (this.#faults.length === faultsBefore) {
      this.#upToDate.note(input, { considered, documents: written, pictures, problems })
    }
    return written
  }

  async #place(documents: FeedDocument[]): Promise<WrittenFeed[]> {
    const written: WrittenFeed[] = []
    for (const { path, format, pieces } of documents) {
      const wrong = problemsOf(pieces).map((problem) => ({ ...problem, file: path }))
      this.#faults.push(...wrong)
      const text = joinPieces(pieces)
      if (wrong.length === 0) await this.#placing.start(() => this.#ports.putInPlace(this.#dir, path, text))
      written.push({ path, format, entryCount: pieces.entries.length })
    }
    return written
  }
}

/** The posts that feeds show, each once, in the order in which writeFeeds comes to them. */
function postsInOrder({ feeds }: Config, channels: FilledChannel[], records: EntryRecord[], live: Post[]): Post[] {
  const newest = channels
    .toSorted((a, b) => Number(a.kind === 'site') - Number(b.kind === 'site'))
    .flatMap(({ posts }) => posts.slice(0, feeds.entries))
  const posts = new Map(live.map((post) => [post.id, post]))
  const older = feeds.archive ? archivePages(records).flat() : []
  return [...new Set([...newest, ...older.flatMap((id) => posts.get(id) ?? [])])]
}
