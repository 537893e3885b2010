import type { Config } from '../../config/config.ts'
import type { ChannelKind } from '../../feeds/channel.ts'
import type { FilledChannel } from '../../feeds/channels-of-posts.ts'
import { feedUrls } from '../../feeds/feed-paths.ts'
import { FEED_STYLE, feedStyle } from '../../feeds/feed-style.ts'
import { feedsPage } from '../../feeds/feeds-page.ts'
import { groupFeeds, type ListedFeed } from '../../feeds/listed-feed.ts'
import { writeOpml } from '../../feeds/opml.ts'
import type { Words } from '../../words/words.ts'
import { wordsFor } from '../../words/words-for.ts'
import { channelLabel, channelTitle } from './feed-channels.ts'

/** The page and the OPML file that list every feed with posts in it, and how a feed looks in a browser. */
export function feedLists(
  config: Config,
  channels: FilledChannel[],
  styles: { page: string; feed: string },
): { path: string; text: string }[] {
  const words = wordsFor(config.site.language)
  const feeds = channels.filter(({ kind, posts }) => kind === 'site' || posts.length > 0)
  const listed = feeds.map(
    (channel): ListedFeed => ({
      kind: channel.kind,
      title: channelTitle(channel, config),
      label: channelLabel(channel, config, config.site.title),
      urls: feedUrls(config.output.url, channel.folder),
    }),
  )
  const groups = groupFeeds(listed, headingsOf(words))
  const page = feedsPage({
    site: config.site,
    language: words.language,
    words: { ...words.feeds, title: words.web.feeds },
    opmlUrl: new URL('opml.xml', config.output.url).href,
    groups,
    css: styles.page,
  })
  return [
    { path: '/opml.xml', text: writeOpml(config.site, groups) },
    { path: '/feeds/index.html', text: page },
    { path: FEED_STYLE, text: feedStyle(styles.feed, words.feeds) },
  ]
}

function headingsOf({ feeds, web }: Words): [ChannelKind, string][] {
  return [
    ['site', feeds.allPosts],
    ['newsletter', web.newsletters],
    ['section', feeds.sections],
    ['category', feeds.categories],
    ['tag', feeds.tags],
    ['author', feeds.authors],
    ['language', feeds.languages],
  ]
}
