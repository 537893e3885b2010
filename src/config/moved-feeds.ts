import { isFeedOfEverySite } from './also-path.ts'

/** What broadsheet.toml says of feeds, as far as it decides where they are. */
export interface FeedPlaces {
  /** The site's old feed paths, which are served. */
  also: string[]
  /** Old path → path or absolute URL of the feed that took its place. */
  moved: Record<string, string>
  gone: string[]
  /** Ids of newsletters. */
  newsletters: string[]
  /** Where the output is reached; ends in a slash. */
  outputUrl: string
}

export interface FeedClash {
  key: 'moved' | 'gone'
  /** The path, or its place in the list. */
  at: string | number
  message: string
}

/** A path that may have been a feed's, of any program: `/feed/`, `/index.xml`, `/tags/maps/feed.xml`. */
const PATH = /^(?:\/(?!\.)[^/?#%\\:*"<>|\s]+)+\/?$/

export function isFormerPath(path: string): boolean {
  return PATH.test(path)
}

/** Where a feed may have moved to: a path below the output, or a URL. */
export function isMoveTarget(target: string): boolean {
  return PATH.test(target) || (/^https?:\/\//i.test(target) && URL.canParse(target))
}

/** A target as an absolute URL. `outputUrl` ends in a slash. */
export function moveTarget(target: string, outputUrl: string): string {
  return new URL(target.replace(/^\//, ''), outputUrl).href
}

/**
 * Each feed that is said to have left while it is there, or that leads on to one that has left, too: readers follow one
 * step, and one in a circle never ends.
 */
export function feedClashes(places: FeedPlaces): FeedClash[] {
  const { moved, gone } = places
  const left = [...Object.keys(moved), ...gone]
  const there = left.filter((path) => isThere(path, places))
  const live = (path: string) => `Broadsheet itself serves ${path}. Take it out.`
  const further = (path: string) => `${path} is no longer there either. Lead straight to a feed that is.`
  return [
    ...Object.entries(moved).flatMap(([from, to]): FeedClash[] => {
      if (there.includes(from)) return [{ key: 'moved', at: from, message: live(from) }]
      const target = pathAmong(left, to, places.outputUrl)
      return target ? [{ key: 'moved', at: from, message: further(target) }] : []
    }),
    ...gone.flatMap((path, at): FeedClash[] => {
      if (there.includes(path)) return [{ key: 'gone', at, message: live(path) }]
      const message = `${path} has moved, by feeds.moved. Keep one of the two.`
      return Object.hasOwn(moved, path) ? [{ key: 'gone', at, message }] : []
    }),
  ]
}

/** Feeds of a tag or a section come and go; those that are always there can be told from the configuration. */
function isThere(path: string, { also, newsletters }: FeedPlaces): boolean {
  const newsletter = /^\/newsletters\/([^/]+)\/(?:feed\.xml|atom\.xml|feed\.json)$/.exec(path)?.[1]
  return isFeedOfEverySite(path) || also.includes(path) || newsletters.some((id) => id === newsletter)
}

/** Which of these paths a target stands for, whether it is written as a path or as a URL. */
function pathAmong(paths: string[], target: string, outputUrl: string): string | undefined {
  return paths.find((path) => moveTarget(path, outputUrl) === moveTarget(target, outputUrl))
}
