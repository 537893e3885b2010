import { type BasedSite, baseSite } from '../../../../src/posts/dialects/hugo/site-base.ts'
import { hugoSite } from '../../../../src/posts/dialects/hugo/site-config.ts'

/** A site by what its Hugo configuration says, at https://site.example/ unless it says otherwise. */
export function siteOf(config: Record<string, unknown>): BasedSite {
  return baseSite(hugoSite([config]), {
    site: { url: 'https://site.example/', language: 'en', timezone: 'UTC' },
    content: {},
  }).site
}
