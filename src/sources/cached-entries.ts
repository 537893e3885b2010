import { createHash } from 'node:crypto'
import type { RenderedEntries, RenderedEntry } from '../bodies/rendered-entry.ts'
import type { Problem } from '../config/problem.ts'
import type { Post } from '../posts/post.ts'
import { wouldAnswer } from './asked.ts'
import type { CachedTexts, SiteCache } from './cached-texts.ts'
import { fileStamp } from './file-stamp.ts'
import { Origin } from './origin.ts'
import {
  type CachedEntry,
  originKey,
  type RenderParts,
  renderEntry,
  type SerialisedEntry,
  serialiseEntry,
} from './render-entry.ts'
import type { RenderPool } from './render-pool.ts'

/** Readings written down together: each time costs a transaction. */
const GROUP = 64
/** With fewer to make, they are done before others have begun: these open the whole site first, as long as a twentieth of its rendered entries takes. */
const WORTH_SHARING = { least: 200, share: 0.1 }

type Told = { rendered?: RenderedEntry; problems: Problem[] }

/** Readings of a site's posts, made once and kept for as long as nothing changes that they depend on. */
export class CachedEntries implements RenderedEntries {
  readonly #parts: RenderParts
  readonly #cache: SiteCache
  readonly #pool: RenderPool | undefined
  /** Those that were expected and have to be made, by path. */
  readonly #posts = new Map<string, Post>()
  readonly #keys = new Map<string, string>()
  #origins: Map<string, Origin> | undefined
  readonly #waiting = { origins: new Map<string, string>(), renderedEntries: new Map<string, string>() }

  /** @param pool others who render entries meanwhile, where many are to be made */
  constructor(parts: RenderParts, cache: SiteCache, pool?: RenderPool) {
    this.#parts = parts
    this.#cache = cache
    this.#pool = pool
  }

  expect(posts: Post[]): void {
    if (!this.#pool) return
    const unmade = posts.filter((post) => !this.#validOrigin(post))
    if (unmade.length < Math.max(WORTH_SHARING.least, this.#parts.hashes.size * WORTH_SHARING.share)) return
    for (const post of unmade) this.#posts.set(post.path, post)
    this.#pool.begin([...this.#posts.keys()])
  }

  async rendered(post: Post): Promise<Told> {
    this.#collect()
    const cached = this.#cached(post)
    if (cached) return cached
    if (!this.#pool || this.#pool.take(post.path)) return this.#make(post)
    await this.#makeOthersUntil(post)
    return this.#cached(post) ?? this.#make(post)
  }

  entriesKey(posts: Post[]): string | undefined {
    const hash = createHash('sha256')
    for (const post of posts) {
      const origin = this.#validOrigin(post)
      if (!origin) return undefined
      hash.update(stateOf(origin))
    }
    return hash.digest('hex')
  }

  readonly keep = (): void => {
    this.#pool?.dismiss()
    this.#forgetGone()
    this.#write()
  }

  /** A post's rendered entry as it is kept, made anew for somebody else to keep; undefined where it cannot be. */
  async written(post: Post): Promise<SerialisedEntry | undefined> {
    const { rendered, origin } = await renderEntry(this.#parts, post)
    return origin && serialiseEntry(rendered, origin)
  }

  async #make(post: Post): Promise<Told> {
    const { rendered, problems, origin } = await renderEntry(this.#parts, post)
    if (origin) this.#accept(post.path, origin, serialiseEntry(rendered, origin))
    return { ...(rendered && { rendered }), problems }
  }

  /** Somebody is at this post already: meanwhile, those that nobody is at. */
  async #makeOthersUntil({ path }: Post): Promise<void> {
    const pool = this.#pool
    while (pool?.isMaking(path)) {
      const other = this.#posts.get(pool.takeNext() ?? '')
      await (other ? this.#make(other) : pool.arrival())
      this.#collect()
    }
  }

  /** What others have made. */
  #collect(): void {
    for (const { path, origin, rendered } of this.#pool?.arrived() ?? []) {
      if (origin && rendered) this.#accept(path, Origin.from(origin), { origin, rendered })
    }
  }

  #cached(post: Post): Told | undefined {
    const origin = this.#validOrigin(post)
    const text = origin && (this.#waiting.renderedEntries.get(post.path) ?? this.#cache.renderedEntries.get(post.path))
    const cached = text === undefined ? undefined : (JSON.parse(text) as CachedEntry)
    // Two processes may have written one half each, in turn.
    if (origin && cached?.origin === origin.digest) {
      return { ...(cached.rendered && { rendered: cached.rendered }), problems: origin.makings.problems }
    }
    return undefined
  }

  #accept(path: string, origin: Origin, written: SerialisedEntry): void {
    this.#origins?.set(path, origin)
    this.#waiting.origins.set(path, written.origin)
    this.#waiting.renderedEntries.set(path, written.rendered)
    if (this.#waiting.renderedEntries.size >= GROUP) this.#write()
  }

  #write(): void {
    const { origins, renderedEntries } = this.#waiting
    // Entries first: an origin without its rendered entry is no harm, and the other way round neither, but it is of no use.
    put(this.#cache.renderedEntries, renderedEntries)
    put(this.#cache.origins, origins)
  }

  /** Of posts that are no longer there. */
  #forgetGone(): void {
    const { hashes } = this.#parts
    this.#origins ??= originsIn(this.#cache.origins)
    const gone = [...this.#origins.keys()].filter((path) => !hashes.has(path))
    for (const path of gone) this.#origins.delete(path)
    this.#cache.origins.drop(gone)
    this.#cache.renderedEntries.drop(gone)
  }

  /** Its origin's key, which a build that has something to write asks for four times. */
  #keyOf(post: Post): string {
    const key = this.#keys.get(post.path) ?? originKey(this.#parts, post)
    this.#keys.set(post.path, key)
    return key
  }

  /** What the post's rendered entry was made of, where it would be made the same today. */
  #validOrigin(post: Post): Origin | undefined {
    this.#origins ??= originsIn(this.#cache.origins)
    const { keys, bodies } = this.#parts
    const origin = this.#origins.get(post.path)
    if (!origin || origin.key !== this.#keyOf(post)) return undefined
    if (origin.index === keys.index) return origin
    if (!wouldAnswer(origin.makings.asked, bodies.answersFor(post))) return undefined
    const checked = origin.withIndex(keys.index)
    this.#origins.set(post.path, checked)
    this.#waiting.origins.set(post.path, checked.text)
    return checked
  }
}

/** What a rendered entry hangs on: how long what plays in it is, too. */
function stateOf(origin: Origin): string {
  const plays = origin.hasOthers && origin.makings.plays?.map(fileStamp)
  return origin.key + origin.digest + (plays ? JSON.stringify(plays) : '')
}

function originsIn(cached: CachedTexts): Map<string, Origin> {
  return new Map([...cached.all()].map(([path, text]) => [path, Origin.from(text)]))
}

function put(cached: CachedTexts, waiting: Map<string, string>): void {
  cached.put(waiting)
  waiting.clear()
}
