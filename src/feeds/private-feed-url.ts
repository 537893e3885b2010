import type { FeedFormat } from './feed.ts'
import { FEED_PATHS } from './feed-paths.ts'

/** Where one subscriber reads a newsletter in place of its mails. `webUrl` ends in a slash. */
export function privateFeedUrl(webUrl: string, token: string, format: FeedFormat): string {
  return new URL(`feeds/private/${token}${FEED_PATHS[format]}`, webUrl).href
}
