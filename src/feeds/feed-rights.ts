import type { FeedRights } from './feed.ts'

/** What a site says of its rights; the licence's name where it has no words for it. */
export function feedRights({ rights, licence }: { rights?: string; licence?: string }): FeedRights | undefined {
  if (licence) return { text: rights ?? licenceName(licence), licence }
  return rights === undefined ? undefined : { text: rights }
}

const CREATIVE_COMMONS = /^https?:\/\/(?:www\.)?creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/
const CC_ZERO = /^https?:\/\/(?:www\.)?creativecommons\.org\/publicdomain\/zero\/([\d.]+)/

/** `CC BY-SA 4.0`, as Creative Commons writes it; of another licence its address. */
function licenceName(licence: string): string {
  const [, kind, version] = CREATIVE_COMMONS.exec(licence) ?? []
  if (kind && version) return `CC ${kind.toUpperCase()} ${version}`
  const zero = CC_ZERO.exec(licence)?.[1]
  return zero ? `CC0 ${zero}` : licence
}
