import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import type { Feed } from '../../feeds/feed.ts'
import type { Post, WrittenDate } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import type { EntryRecord } from './feed-entries.ts'
import type { WrittenFeed } from './written-feed.ts'

export interface StandingFeedsPorts {
  config: Config
  /** What the feeds in a folder were made of, by the folder; may be forgotten at any time. */
  builds: { get(dir: string): string | undefined; put(texts: ReadonlyMap<string, string>): void }
  /** When, and of what length, a file was last written; undefined where it is not there. */
  fileStamp(file: string): string | undefined
}

/** Path below the output folder, and the file's stamp; null where none was. */
type StampedFile = [path: string, stamp: string | null]

/** The documents of a feed, or of a page of the archive, as a build wrote them. */
interface CachedFeed {
  key: string
  /** How many of its posts, the newest first, decided what is in it. */
  considered: number
  documents: WrittenFeed[]
  files: StampedFile[]
  /** What was to be said of its posts, by post. */
  problems: [id: string, problems: Problem[]][]
}

/** What was made of a feed; `pictures`: URLs of those that lie beside it. */
interface MadeFeed extends Omit<CachedFeed, 'key' | 'files'> {
  pictures: string[]
}

/** A feed without its entries, and the posts that it is made of. */
export interface FeedInput {
  folder: string
  frame: Feed
  posts: Post[]
}

/**
 * Feeds that could only be written again with the same bytes are left as they lie: after an edit, all but those few that the
 * post is in. What they hang on is kept where it may be forgotten at any time.
 */
export class UpToDateFeeds {
  readonly #ports: StandingFeedsPorts
  readonly #dir: string
  readonly #renderedEntries: Scan['renderedEntries']
  readonly #records: Map<string, EntryRecord>
  readonly #known: Map<string, CachedFeed>
  readonly #cached = new Map<string, CachedFeed>()
  readonly #made: (FeedInput & MadeFeed)[] = []

  constructor(ports: StandingFeedsPorts, dir: string, scan: Scan, records: EntryRecord[]) {
    this.#ports = ports
    this.#dir = dir
    this.#renderedEntries = scan.renderedEntries
    this.#records = new Map(records.map((record) => [record.id, record]))
    this.#known = new Map(JSON.parse(ports.builds.get(keyOfFolder(dir)) ?? '[]') as [string, CachedFeed][])
  }

  /** The documents that stand, if a build would make them again. */
  find(input: FeedInput): Pick<CachedFeed, 'documents' | 'problems'> | undefined {
    const cached = this.#known.get(input.folder)
    if (!cached || cached.key !== this.#keyOf(input, cached.considered, this.#postKeys)) return undefined
    if (!cached.files.every(([path, stamp]) => this.#stampOf(path) === stamp)) return undefined
    this.#cached.set(input.folder, cached)
    return cached
  }

  note(input: FeedInput, made: MadeFeed): void {
    this.#made.push({ ...input, ...made })
  }

  /** Keeps what was noted, when all files are in place. */
  keep(): void {
    // What was read in the meantime has a key by now.
    const postKeys = new Map<string, string | undefined>()
    for (const { folder, frame, posts, considered, documents, pictures, problems } of this.#made) {
      const key = this.#keyOf({ folder, frame, posts }, considered, postKeys)
      const paths = documents.flatMap(({ path }) => ENDINGS.map((ending) => path + ending))
      const beside = pictures.map((url) => url.slice(this.#ports.config.output.url.length))
      const files = [...paths, ...beside].map((path): StampedFile => [path, this.#stampOf(path)])
      if (key !== undefined) this.#cached.set(folder, { key, considered, documents, files, problems })
    }
    this.#ports.builds.put(new Map([[keyOfFolder(this.#dir), JSON.stringify([...this.#cached])]]))
  }

  readonly #postKeys = new Map<string, string | undefined>()

  /** Undefined where a post has to be read first. */
  #keyOf({ frame, posts }: FeedInput, considered: number, postKeys: Map<string, string | undefined>) {
    const { site, output, feeds } = this.#ports.config
    // Whether there are more posts decides, where there were fewer than there is room for.
    const facts = [frame, site, output, feeds, considered >= posts.length]
    const hash = createHash('sha256').update(JSON.stringify(facts))
    for (const post of posts.slice(0, considered)) {
      if (!postKeys.has(post.id)) postKeys.set(post.id, this.#postKey(post))
      const key = postKeys.get(post.id)
      if (key === undefined) return undefined
      hash.update(key)
    }
    return hash.digest('hex')
  }

  #stampOf(path: string): string | null {
    return this.#ports.fileStamp(join(this.#dir, path)) ?? null
  }

  #postKey(post: Post): string | undefined {
    const rendered = this.#renderedEntries.entriesKey([post])
    const record = this.#records.get(post.id)
    if (rendered === undefined || !record) return undefined
    return createHash('sha256')
      .update(rendered + factsOf(post, this.#ports) + recordFacts(record))
      .digest('base64')
  }
}

/** Servers hand out these in its stead. */
const ENDINGS = ['', '.br', '.gz']

function factsOf({ publishedAt, updatedAt, ...post }: Post, { fileStamp }: StandingFeedsPorts): string {
  const cover = post.cover?.file && fileStamp(post.cover.file)
  return JSON.stringify([post, dateFacts(publishedAt), updatedAt && dateFacts(updatedAt), cover])
}

function recordFacts({ id, entryId, firstSeenAt, changedAt, publishedAt }: EntryRecord): string {
  const { epochMilliseconds } = publishedAt.instant
  return JSON.stringify([id, entryId, firstSeenAt.epochMilliseconds, changedAt.epochMilliseconds, epochMilliseconds])
}

function dateFacts({ instant, offset }: WrittenDate): string {
  return `${instant.epochNanoseconds}${offset}`
}

function keyOfFolder(dir: string): string {
  return `feeds in ${dir}`
}
