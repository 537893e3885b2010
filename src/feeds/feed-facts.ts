import type { SiteFacts } from '../config/starter-config.ts'
import { cleanLine } from './clean-text.ts'
import type { ForeignFeed } from './foreign-feed.ts'

/** What a first broadsheet.toml takes from a feed that is to be read. @param address of the feed */
export function factsOfFeed({ title, language, url }: ForeignFeed, address: string): Omit<SiteFacts, 'dialect'> {
  const home = url !== undefined && URL.canParse(url, address) ? new URL(url, address) : new URL('/', address)
  return {
    feeds: [address],
    ...(title && { title: cleanLine(title) }),
    ...(language && { language }),
    baseUrl: /^https?:$/.test(home.protocol) ? `${home.origin}${home.pathname}` : new URL('/', address).href,
  }
}
