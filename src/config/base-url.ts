/**
 * An http(s) URL that others are built on → normalised, ending in a slash; undefined for anything else.
 * A query, a fragment or a login in it would be lost or leaked when a path is joined to it.
 */
export function parseBaseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const usable = url.protocol === 'https:' || url.protocol === 'http:'
  if (!usable || url.username || url.password || url.search || url.hash) return undefined
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}
