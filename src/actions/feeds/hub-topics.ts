import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { FEED_PATHS } from '../../feeds/feed-paths.ts'
import type { NotedTopic } from '../../feeds/hub-topic.ts'

type PutInPlace = (dir: string, path: string, content: string) => Promise<'written' | 'unchanged'>

export interface TopicPorts {
  config: Config
  putInPlace: PutInPlace
  hubTopics: {
    note(topics: NotedTopic[], at: Temporal.Instant): Promise<void>
  }
}

/** Names of feeds; whatever else a build writes is nothing that somebody subscribes to. */
const FEED_NAMES = Object.values(FEED_PATHS).map((path) => path.slice(1))

/**
 * Watches which feeds a build puts in place, and with which bytes, so that the hub can be told of those that changed
 * (WebSub §7: by the URL that is their `rel=self`). `note` writes them down when all files are in place; it goes by what
 * was noted the last time, so that nothing is lost between the two.
 *
 * A feed that was not there before has no subscribers. Of the site's own the hub is told even so, for in a fresh folder,
 * as CI has it, new and changed cannot be told apart.
 */
export function watchTopics({ config, putInPlace, hubTopics }: TopicPorts) {
  const hashes = new Map<string, string>()
  const isTopic = (path: string) =>
    FEED_NAMES.includes(path.slice(path.lastIndexOf('/') + 1)) && !Object.hasOwn(config.feeds.also, path)
  return {
    putInPlace: ((dir, path, content) => {
      if (config.feeds.hub && isTopic(path)) hashes.set(path, createHash('sha256').update(content).digest('base64url'))
      return putInPlace(dir, path, content)
    }) satisfies PutInPlace,
    note: async (at: Temporal.Instant) => {
      if (!config.feeds.hub) return
      const topics = [...hashes].map(([path, hash]) => ({
        url: new URL(path.slice(1), config.output.url).href,
        hash,
        isToldWhenNew: path.lastIndexOf('/') === 0,
      }))
      await hubTopics.note(topics, at)
    },
  }
}
