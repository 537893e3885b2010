/**
 * Texts that an earlier run kept, by name, in a place that may be emptied at any time: whatever is not there is made again.
 * Nothing here fails: what cannot be read is not there, what cannot be written is made again next time.
 */
export interface CachedTexts {
  all(): Map<string, string>
  get(name: string): string | undefined
  /** In one step: all of them, or none. */
  put(texts: ReadonlyMap<string, string>): void
  drop(names: string[]): void
}

/** The namespaces that reading a site uses. */
export interface SiteCache {
  pages: CachedTexts
  /** What each rendered entry was made of, and the rendered entries themselves. */
  origins: CachedTexts
  renderedEntries: CachedTexts
  /** Bodies that the site's own program made; absent: it is asked each time. */
  bodies?: CachedTexts
  /** Whether somebody else makes what is not there. */
  isReadOnly?: true
}

/** Keeps nothing. */
const NO_TEXTS: CachedTexts = { all: () => new Map(), get: () => undefined, put() {}, drop() {} }
export const NO_CACHE: SiteCache = { pages: NO_TEXTS, origins: NO_TEXTS, renderedEntries: NO_TEXTS }

/** The same, for somebody who is to leave it as it is. */
export function readOnly({ pages, origins, renderedEntries, bodies }: SiteCache): SiteCache {
  const closed = ({ all, get }: CachedTexts): CachedTexts => ({ ...NO_TEXTS, all, get })
  return {
    pages: closed(pages),
    origins: closed(origins),
    renderedEntries: closed(renderedEntries),
    ...(bodies && { bodies: closed(bodies) }),
    isReadOnly: true,
  }
}
