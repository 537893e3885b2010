import type { Config } from '../../config/config.ts'
import { channelFolder } from '../../feeds/channel.ts'
import type { FeedFormat } from '../../feeds/feed.ts'
import { FEED_PATHS } from '../../feeds/feed-paths.ts'
import { onlyEntries, type PrivateFeed, privateFeedTag } from '../../feeds/private-feed.ts'
import { privateFeedUrl } from '../../feeds/private-feed-url.ts'
import { readToken } from '../../subscribers/token.ts'

export interface PrivateFeedPorts {
  config: Config
  subscribers: { privateFeed(handle: string): Promise<PrivateFeed | undefined> }
  /** A file of the output, as text; undefined where it was not built yet. */
  builtFile(dir: string, path: string): Promise<string | undefined>
}

export interface PrivateDocument {
  /** The same as long as the document is. */
  tag: string
  /** The document is made when it is asked for: nearly every poll has it already. */
  text(): string
}

/**
 * The feed that a signed link is about, in a format. `unknown`: the link is none of ours, or nobody's; `over`: its reader
 * left; `unbuilt`: the newsletter's own feed is not there yet.
 */
export async function privateFeed(
  ports: PrivateFeedPorts,
  token: string,
  format: FeedFormat,
): Promise<PrivateDocument | 'unknown' | 'over' | 'unbuilt'> {
  const { config, subscribers } = ports
  const link = readToken(token, 'feed', config.web.secrets)
  const feed = link && (await subscribers.privateFeed(link.handle))
  if (!feed || !config.newsletters.some(({ id }) => id === feed.newsletter)) return 'unknown'
  if (feed.isOver) return 'over'
  const folder = channelFolder({ kind: 'newsletter', name: feed.newsletter })
  const whole = await ports.builtFile(config.output.dir, `${folder.slice(1)}${FEED_PATHS[format].slice(1)}`)
  if (whole === undefined) return 'unbuilt'
  const ids = await ofTopics(ports, feed)
  const selfUrl = privateFeedUrl(config.web.url, token, format)
  return {
    tag: privateFeedTag(whole, feed, ids),
    text: () => onlyEntries(format, whole, { ids, selfUrl }),
  }
}

/** Those entries that the feed of a topic has, too. */
async function ofTopics(
  { config, builtFile }: PrivateFeedPorts,
  { topics, entryIds }: PrivateFeed,
): Promise<Set<string>> {
  const theirs = new Set(entryIds)
  if (topics.length === 0) return theirs
  const wanted = new Set<string>()
  for (const name of topics) {
    const path = `${channelFolder({ kind: 'tag', name }).slice(1)}${FEED_PATHS.json.slice(1)}`
    const text = await builtFile(config.output.dir, path)
    const items = text === undefined ? [] : (JSON.parse(text) as { items: { id: string }[] }).items
    for (const { id } of items) if (theirs.has(id)) wanted.add(id)
  }
  return wanted
}
