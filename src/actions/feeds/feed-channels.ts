import type { Config } from '../../config/config.ts'
import { matchesSelection } from '../../editions/due.ts'
import { type Channel, channelFolder } from '../../feeds/channel.ts'
import { channelsOfPosts, type FilledChannel } from '../../feeds/channels-of-posts.ts'
import type { Post } from '../../posts/post.ts'
import { titleOf } from '../newsletter-named.ts'

/**
 * Every feed of the site, the site's own first. One that was written before and has no live post left stays, empty.
 * @param live newest first
 */
export function feedChannels(config: Config, live: Post[], known: Channel[]): FilledChannel[] {
  const [site, ...others] = channelsOfPosts(live)
  const newsletters = config.newsletters.map(({ id, select }) => {
    const channel: Channel = { kind: 'newsletter', name: id }
    return { ...channel, folder: channelFolder(channel), posts: live.filter((post) => matchesSelection(post, select)) }
  })
  const filled = [...(site ? [site] : []), ...newsletters, ...others]
  const folders = new Set(filled.map(({ folder }) => folder))
  const emptied = known
    .map((channel) => ({ ...channel, folder: channelFolder(channel), posts: [] }))
    .filter(({ folder }) => !folders.has(folder))
  return [...filled, ...emptied]
}

/** What a channel is called below the heading of its kind. */
export function channelLabel({ kind, name }: Channel, { site, newsletters }: Config, allPosts: string): string {
  if (kind === 'site') return allPosts
  if (kind === 'newsletter') return titleOf({ newsletters }, name)
  return kind === 'language' ? languageName(name, site.language) : name
}

/** What the feed calls itself, among all that a reader follows. */
export function channelTitle(channel: Channel, config: Config): string {
  if (channel.kind === 'site') return config.site.title
  const label = channelLabel(channel, config, '')
  return channel.kind === 'newsletter' ? label : `${config.site.title}: ${label}`
}

/** `Deutsch` for de on a German site; the tag where no name is known. */
function languageName(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
