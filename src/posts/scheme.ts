/** `https` of `HTTPS://lantern.example`; undefined for a path. Schemes have no case (RFC 3986 §3.1). */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]?.toLowerCase()
}

/** A phone writes `Https` at the beginning of a line by itself. */
export function withLowerScheme(url: string): string {
  return url.replace(/^[a-z][a-z\d+.-]*:/i, (scheme) => scheme.toLowerCase())
}
