import type { Config } from '../../config/config.ts'
import { type AnnouncedFeed, announceFeed } from '../../feeds/announced-feed.ts'
import { channelFolder } from '../../feeds/channel.ts'

/** The feeds that a page tells of: the newsletters' that it is about, which are nearest to it, and the site's. */
export function announcedFeeds(
  { site, output }: Config,
  newsletters: { id: string; title: string }[],
): AnnouncedFeed[] {
  const theirs = newsletters.flatMap(({ id, title }) =>
    announceFeed(title, output.url, channelFolder({ kind: 'newsletter', name: id })),
  )
  return [...theirs, ...announceFeed(site.title, output.url)]
}
