import { createHash } from 'node:crypto'
import type { Reading, ReadingSource } from '../bodies/reading.ts'
import type { Problem } from '../config/problem.ts'
import type { Post } from '../posts/post.ts'
import { wouldAnswer } from './asked.ts'
import { fileStamp } from './file-stamp.ts'
import type { KeptTexts, SiteCache } from './kept-texts.ts'
import {
  type KeptReading,
  makeReading,
  originKey,
  type ReadingParts,
  type WrittenReading,
  writeReading,
} from './make-reading.ts'
import { Origin } from './origin.ts'
import type { ReadingCrew } from './reading-crew.ts'

/** Readings written down together: each time costs a transaction. */
const GROUP = 64
/** With fewer to make, they are done before others have begun: these open the whole site first, as long as a twentieth of its readings takes. */
const WORTH_SHARING = { least: 200, share: 0.1 }

type Told = { reading?: Reading; problems: Problem[] }

/** Readings of a site's posts, made once and kept for as long as nothing changes that they depend on. */
export class KeptReadings implements ReadingSource {
  readonly #parts: ReadingParts
  readonly #cache: SiteCache
  readonly #crew: ReadingCrew | undefined
  /** Those that were expected and have to be made, by path. */
  readonly #posts = new Map<string, Post>()
  readonly #keys = new Map<string, string>()
  #origins: Map<string, Origin> | undefined
  readonly #waiting = { origins: new Map<string, string>(), readings: new Map<string, string>() }

  /** @param crew others who make readings meanwhile, where many are to be made */
  constructor(parts: ReadingParts, cache: SiteCache, crew?: ReadingCrew) {
    this.#parts = parts
    this.#cache = cache
    this.#crew = crew
  }

  expect(posts: Post[]): void {
    if (!this.#crew) return
    const unmade = posts.filter((post) => !this.#validOrigin(post))
    if (unmade.length < Math.max(WORTH_SHARING.least, this.#parts.hashes.size * WORTH_SHARING.share)) return
    for (const post of unmade) this.#posts.set(post.path, post)
    this.#crew.begin([...this.#posts.keys()])
  }

  async reading(post: Post): Promise<Told> {
    this.#collect()
    const kept = this.#kept(post)
    if (kept) return kept
    if (!this.#crew || this.#crew.take(post.path)) return this.#make(post)
    await this.#makeOthersUntil(post)
    return this.#kept(post) ?? this.#make(post)
  }

  readingsKey(posts: Post[]): string | undefined {
    const hash = createHash('sha256')
    for (const post of posts) {
      const origin = this.#validOrigin(post)
      if (!origin) return undefined
      hash.update(stateOf(origin))
    }
    return hash.digest('hex')
  }

  readonly keep = (): void => {
    this.#crew?.dismiss()
    this.#forgetGone()
    this.#write()
  }

  /** A post's reading as it is kept, made anew for somebody else to keep; undefined where it cannot be. */
  async written(post: Post): Promise<WrittenReading | undefined> {
    const { reading, origin } = await makeReading(this.#parts, post)
    return origin && writeReading(reading, origin)
  }

  async #make(post: Post): Promise<Told> {
    const { reading, problems, origin } = await makeReading(this.#parts, post)
    if (origin) this.#accept(post.path, origin, writeReading(reading, origin))
    return { ...(reading && { reading }), problems }
  }

  /** Somebody is at this post already: meanwhile, those that nobody is at. */
  async #makeOthersUntil({ path }: Post): Promise<void> {
    const crew = this.#crew
    while (crew?.isMaking(path)) {
      const other = this.#posts.get(crew.takeNext() ?? '')
      await (other ? this.#make(other) : crew.arrival())
      this.#collect()
    }
  }

  /** What others have made. */
  #collect(): void {
    for (const { path, origin, reading } of this.#crew?.arrived() ?? []) {
      if (origin && reading) this.#accept(path, Origin.from(origin), { origin, reading })
    }
  }

  #kept(post: Post): Told | undefined {
    const origin = this.#validOrigin(post)
    const text = origin && (this.#waiting.readings.get(post.path) ?? this.#cache.readings.get(post.path))
    const kept = text === undefined ? undefined : (JSON.parse(text) as KeptReading)
    // Two processes may have written one half each, in turn.
    if (origin && kept?.origin === origin.digest) {
      return { ...(kept.reading && { reading: kept.reading }), problems: origin.makings.problems }
    }
    return undefined
  }

  #accept(path: string, origin: Origin, written: WrittenReading): void {
    this.#origins?.set(path, origin)
    this.#waiting.origins.set(path, written.origin)
    this.#waiting.readings.set(path, written.reading)
    if (this.#waiting.readings.size >= GROUP) this.#write()
  }

  #write(): void {
    const { origins, readings } = this.#waiting
    // Readings first: an origin without its reading is no harm, and the other way round neither, but it is of no use.
    put(this.#cache.readings, readings)
    put(this.#cache.origins, origins)
  }

  /** Of posts that are no longer there. */
  #forgetGone(): void {
    const { hashes } = this.#parts
    this.#origins ??= originsIn(this.#cache.origins)
    const gone = [...this.#origins.keys()].filter((path) => !hashes.has(path))
    for (const path of gone) this.#origins.delete(path)
    this.#cache.origins.drop(gone)
    this.#cache.readings.drop(gone)
  }

  /** Its origin's key, which a build that has something to write asks for four times. */
  #keyOf(post: Post): string {
    const key = this.#keys.get(post.path) ?? originKey(this.#parts, post)
    this.#keys.set(post.path, key)
    return key
  }

  /** What the post's reading was made of, where it would be made the same today. */
  #validOrigin(post: Post): Origin | undefined {
    this.#origins ??= originsIn(this.#cache.origins)
    const { keys, bodies } = this.#parts
    const origin = this.#origins.get(post.path)
    if (!origin || origin.key !== this.#keyOf(post)) return undefined
    if (origin.hasOthers && (origin.makings.templates ?? keys.templates) !== keys.templates) return undefined
    if (origin.index === keys.index) return origin
    if (!wouldAnswer(origin.makings.asked, bodies.answersFor(post))) return undefined
    const checked = origin.withIndex(keys.index)
    this.#origins.set(post.path, checked)
    this.#waiting.origins.set(post.path, checked.text)
    return checked
  }
}

/** What a reading hangs on: how long what plays in it is, too. */
function stateOf(origin: Origin): string {
  const plays = origin.hasOthers && origin.makings.plays?.map(fileStamp)
  return origin.key + origin.digest + (plays ? JSON.stringify(plays) : '')
}

function originsIn(kept: KeptTexts): Map<string, Origin> {
  return new Map([...kept.all()].map(([path, text]) => [path, Origin.from(text)]))
}

function put(kept: KeptTexts, waiting: Map<string, string>): void {
  kept.put(waiting)
  waiting.clear()
}
