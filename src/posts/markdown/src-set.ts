export interface SrcSetCandidate {
  url: string
  /** `2x`, `800w`; '' where none is given. */
  size: string
}

/** `a.png 1x, b.png 2x`; a URL may hold commas but neither begins nor ends with one (HTML, "srcset attributes"). */
export function readSrcSet(srcSet: string): SrcSetCandidate[] {
  const candidates = srcSet.matchAll(/([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]+)?\s*(?:,|$)/g)
  return Array.from(candidates, ([, url = '', size = '']) => ({ url, size: size.trim() }))
}

export function writeSrcSet(candidates: SrcSetCandidate[]): string {
  return candidates.map(({ url, size }) => (size ? `${url} ${size}` : url)).join(', ')
}
