import { createHash, hash as digest } from 'node:crypto'
import type { Reading, ReadingSource } from '../bodies/reading.ts'
import type { Problem } from '../config/problem.ts'
import type { Post } from '../posts/post.ts'
import { recording, wouldAnswer } from './asked.ts'
import type { BodyReader } from './body-reader.ts'
import { fileStamp } from './file-stamp.ts'
import type { KeptTexts, SiteCache } from './kept-texts.ts'
import { Origin } from './origin.ts'

interface KeptReading {
  /** Of the origin that it goes with. */
  origin: string
  reading: Reading
}

export interface ReadingsOf {
  bodies: BodyReader
  cache: SiteCache
  /** SHA-256 of a post's file, as it was when the site was opened, by Post.path. */
  hashes: ReadonlyMap<string, string>
  keys: { settings: string; index: string; templates: string }
  /** Of the site, `https://lantern.example`. */
  origin: string
}

/** Readings written down together: each time costs a transaction. */
const GROUP = 64

/** Readings of a site's posts, made once and kept for as long as nothing changes that they depend on. */
export class KeptReadings implements ReadingSource {
  readonly #of: ReadingsOf
  #origins: Map<string, Origin> | undefined
  /** A file changed after the site was opened, and was read as it is now. */
  #isAhead = false
  readonly #waiting = { origins: new Map<string, string>(), readings: new Map<string, string>() }

  constructor(of: ReadingsOf) {
    this.#of = of
  }

  async reading(post: Post): Promise<{ reading: Reading; problems: Problem[] }> {
    const origin = this.#validOrigin(post)
    const text = origin && (this.#waiting.readings.get(post.path) ?? this.#of.cache.readings.get(post.path))
    const kept = text === undefined ? undefined : (JSON.parse(text) as KeptReading)
    // Two processes may have written one half each, in turn.
    if (origin && kept?.origin === origin.digest) return { reading: kept.reading, problems: origin.makings.problems }
    return this.#make(post)
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

  stateKey(posts: Post[]): string | undefined {
    if (this.#isAhead) return undefined
    const hash = createHash('sha256')
    for (const post of posts) {
      const origin = this.#validOrigin(post)
      hash.update(origin ? stateOf(origin) : `unread ${this.#keyOf(post)}`)
    }
    return hash.digest('hex')
  }

  readonly keep = (): void => {
    this.#forgetGone()
    this.#write()
  }

  #write(): void {
    const { origins, readings } = this.#waiting
    // Readings first: an origin without its reading is no harm, and the other way round neither, but it is of no use.
    put(this.#of.cache.readings, readings)
    put(this.#of.cache.origins, origins)
  }

  /** Of posts that are no longer there. */
  #forgetGone(): void {
    const { cache, hashes } = this.#of
    this.#origins ??= originsIn(cache.origins)
    const gone = [...this.#origins.keys()].filter((path) => !hashes.has(path))
    for (const path of gone) this.#origins.delete(path)
    cache.origins.drop(gone)
    cache.readings.drop(gone)
  }

  async #make(post: Post): Promise<{ reading: Reading; problems: Problem[] }> {
    const { bodies, keys, origin } = this.#of
    const { answers, asked } = recording(bodies.answersFor(post), origin)
    const { body, problems, hash } = await bodies.read(post, answers)
    const { readingOf } = await import('../bodies/reading.ts')
    const reading = readingOf(body, post)
    // A file that changed since the site was opened is another post by now: the next look sees it.
    if (hash === undefined || hash !== this.#of.hashes.get(post.path)) {
      this.#isAhead = true
      return { reading, problems }
    }
    const usesTemplates = asked.shortcodes.some(([, has]) => has)
    const plays = reading.plays.flatMap(({ file }) => file ?? [])
    const made = Origin.of(this.#keyOf(post), keys.index, {
      asked,
      ...(usesTemplates && { templates: keys.templates }),
      problems,
      ...(plays.length > 0 && { plays }),
    })
    this.#remember(post.path, made)
    const kept: KeptReading = { origin: made.digest, reading }
    this.#waiting.readings.set(post.path, JSON.stringify(kept))
    if (this.#waiting.readings.size >= GROUP) this.#write()
    return { reading, problems }
  }

  /** What the post's reading was made of, where it would be made the same today. */
  #validOrigin(post: Post): Origin | undefined {
    this.#origins ??= originsIn(this.#of.cache.origins)
    const { keys, bodies } = this.#of
    const origin = this.#origins.get(post.path)
    if (!origin || origin.key !== this.#keyOf(post)) return undefined
    if (origin.hasOthers && (origin.makings.templates ?? keys.templates) !== keys.templates) return undefined
    if (origin.index === keys.index) return origin
    if (!wouldAnswer(origin.makings.asked, bodies.answersFor(post))) return undefined
    const checked = origin.withIndex(keys.index)
    this.#remember(post.path, checked)
    return checked
  }

  #remember(path: string, origin: Origin): void {
    this.#origins?.set(path, origin)
    this.#waiting.origins.set(path, origin.text)
  }

  #keyOf(post: Post): string {
    const { keys, bodies, hashes } = this.#of
    const { place, url } = bodies.pageOf(post)
    const facts = [
      keys.settings,
      hashes.get(post.path) ?? '',
      place,
      url,
      post.url,
      post.title,
      post.language,
      post.file,
    ]
    return digest('sha1', JSON.stringify(facts), 'base64')
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
