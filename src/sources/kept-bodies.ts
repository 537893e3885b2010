import { hash as digest } from 'node:crypto'
import type { CachedTexts } from './cached-texts.ts'

/** No page has this path. */
const STATE = ''

interface State {
  /** Of the site, when they were made. */
  state: string
  /** Of each page's HTML, by the page's path. */
  hashes: Record<string, string>
}

/** Bodies of one state of a site, kept for as long as it lasts. Each is read when it is asked for. */
export class KeptBodies {
  readonly #hashes: ReadonlyMap<string, string>
  readonly #read: (path: string) => string | undefined

  private constructor(hashes: ReadonlyMap<string, string>, read: (path: string) => string | undefined) {
    this.#hashes = hashes
    this.#read = read
  }

  /** Those that an earlier run kept; undefined where it was of another state. */
  static of(state: string, cache: CachedTexts | undefined): KeptBodies | undefined {
    const kept = stateIn(cache)
    if (!cache || kept?.state !== state) return undefined
    return new KeptBodies(new Map(Object.entries(kept.hashes)), (path) => cache.get(path))
  }

  /** @param html by path of the page */
  static keep(state: string, html: ReadonlyMap<string, string>, cache: CachedTexts | undefined): KeptBodies {
    const before = stateIn(cache)?.hashes ?? {}
    const hashes = new Map([...html].map(([path, text]) => [path, digest('sha1', text, 'base64')]))
    const fresh = new Map(
      [...html].filter(([path]) => !Object.hasOwn(before, path) || before[path] !== hashes.get(path)),
    )
    const written: State = { state, hashes: Object.fromEntries(hashes) }
    cache?.put(fresh.set(STATE, JSON.stringify(written)))
    cache?.drop(Object.keys(before).filter((path) => !hashes.has(path)))
    return new KeptBodies(hashes, (path) => html.get(path))
  }

  hashOf(path: string): string | undefined {
    return this.#hashes.get(path)
  }

  /** Undefined where it is no longer there, or another process has kept another since. */
  htmlOf(path: string): string | undefined {
    const html = this.#read(path)
    return html !== undefined && digest('sha1', html, 'base64') === this.#hashes.get(path) ? html : undefined
  }
}

function stateIn(cache: CachedTexts | undefined): State | undefined {
  const text = cache?.get(STATE)
  return text === undefined ? undefined : (JSON.parse(text) as State)
}
