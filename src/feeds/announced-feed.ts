import { FEED_CONTENT_TYPES, FEED_FORMATS, feedUrls } from './feed-paths.ts'

/** A feed as a page's head tells of it, `<link rel="alternate">`: readers find it by the address of the page. */
export interface AnnouncedFeed {
  url: string
  type: string
  title: string
}

/** A channel's feed in each format; the first is what most readers take. `outputUrl` and `folder` as for feedUrls. */
export function announceFeed(title: string, outputUrl: string, folder = '/'): AnnouncedFeed[] {
  const urls = feedUrls(outputUrl, folder)
  return FEED_FORMATS.map((format) => ({
    url: urls[format],
    type: FEED_CONTENT_TYPES[format].split(';')[0] ?? '',
    title,
  }))
}
