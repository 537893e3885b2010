/**
 * Texts that an earlier run kept, by name, in a place that may be emptied at any time: whatever is not there is made again.
 * Nothing here fails: what cannot be read is not there, what cannot be written is made again next time.
 */
export interface KeptTexts {
  all(): Map<string, string>
  get(name: string): string | undefined
  /** In one step: all of them, or none. */
  put(texts: ReadonlyMap<string, string>): void
  drop(names: string[]): void
}

/** The shelves that reading a site uses. */
export interface SiteCache {
  pages: KeptTexts
  /** What each reading was made of, and the readings themselves. */
  origins: KeptTexts
  readings: KeptTexts
}

/** Keeps nothing. */
export const NO_TEXTS: KeptTexts = { all: () => new Map(), get: () => undefined, put() {}, drop() {} }
export const NO_CACHE: SiteCache = { pages: NO_TEXTS, origins: NO_TEXTS, readings: NO_TEXTS }

/** The same, for somebody who is to leave it as it is. */
export function readOnly({ pages, origins, readings }: SiteCache): SiteCache {
  const closed = ({ all, get }: KeptTexts): KeptTexts => ({ ...NO_TEXTS, all, get })
  return { pages: closed(pages), origins: closed(origins), readings: closed(readings) }
}
