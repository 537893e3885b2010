import type { AstroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { publicUrl } from '../../../posts/site-address.ts'

/** Absolute, with a slash at the end; undefined where the configuration does not say it. */
export function baseUrlOf({ address, base }: AstroSite): string | undefined {
  const url = publicUrl(address)
  return url && new URL(base === '' ? '' : `${base}/`, url).href
}
