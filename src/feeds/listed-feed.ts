import type { ChannelKind } from './channel.ts'
import type { FeedFormat } from './feed.ts'

/** A feed as lists of feeds show it. */
export interface ListedFeed {
  kind: ChannelKind
  /** What the feed calls itself: `The Lantern: Maps`. */
  title: string
  /** What it is called below a heading of its kind: `Maps`. */
  label: string
  urls: Record<FeedFormat, string>
}

export interface FeedGroup {
  heading: string
  feeds: ListedFeed[]
}

/** Feeds below the heading of their kind, in the order of the headings; a kind without feeds, or with no heading, is left out. */
export function groupFeeds(feeds: ListedFeed[], headings: [ChannelKind, string][]): FeedGroup[] {
  return headings
    .map(([kind, heading]) => ({ heading, feeds: feeds.filter((feed) => feed.kind === kind) }))
    .filter((group) => group.feeds.length > 0)
}
