import type { Config } from '../../config/config.ts'
import { archiveFolder } from '../../feeds/archive-pages.ts'
import { ATOM_1 } from '../../feeds/atom.ts'
import type { FilledChannel } from '../../feeds/channels-of-posts.ts'
import type { CleanEntry } from '../../feeds/clean-feed.ts'
import type { DocumentPieces } from '../../feeds/document-pieces.ts'
import type { Feed, FeedEntry, FeedFormat, FeedWalk } from '../../feeds/feed.ts'
import { FEED_FORMATS, FEED_PATHS, feedUrls } from '../../feeds/feed-paths.ts'
import { feedRights } from '../../feeds/feed-rights.ts'
import { FEED_STYLE } from '../../feeds/feed-style.ts'
import { FeedWriter } from '../../feeds/feed-writer.ts'
import { JSON_FEED } from '../../feeds/json-feed.ts'
import { RSS } from '../../feeds/rss.ts'
import { writeWithin } from '../../feeds/within-size.ts'
import { channelTitle } from './feed-channels.ts'
import { publisher } from './feed-entries.ts'

/** A feed in one format, not yet put in its place. */
export interface FeedDocument {
  path: string
  format: FeedFormat
  pieces: DocumentPieces
}

/** What writes each format: an entry once, however many feeds of a build it is in. */
export type Writers = Record<FeedFormat, FeedWriter>

export function feedWriters(): Writers {
  const cleaned = new WeakMap<FeedEntry, CleanEntry>()
  const [rss, atom, json] = [RSS, ATOM_1, JSON_FEED].map((writing) => new FeedWriter(writing, cleaned))
  return { rss, atom, json } as Writers
}

/** A feed in every format, each within a size in bytes. */
export function documentsOf(folder: string, feed: Feed, writers: Writers, largest: number): FeedDocument[] {
  return FEED_FORMATS.map((format) => ({
    format,
    path: folder + FEED_PATHS[format].slice(1),
    pieces: writeWithin(largest, feed, (some) => writers[format].pieces(some)),
  }))
}

/** The site's feed at the paths where it was before, byte for byte: `rel=self` leads those who follow it to the new one. */
export function formerPaths({ feeds }: Config, own: FeedDocument[]): FeedDocument[] {
  return Object.entries(feeds.also).flatMap(([path, format]) =>
    own.filter((document) => document.format === format).map((document) => ({ ...document, path })),
  )
}

/** All that a channel's feed says but for its entries. */
export function frameOf(config: Config, channel: FilledChannel): Feed {
  const { site, output, feeds } = config
  const rights = feedRights(feeds)
  return {
    site: {
      title: channelTitle(channel, config),
      url: site.url,
      language: channel.kind === 'language' ? channel.name : site.language,
      author: publisher(config),
      // It says of the whole site what would not be true of one of its tags.
      ...(site.description && channel.kind === 'site' && { description: site.description }),
      ...(feeds.icon && { icon: feeds.icon }),
      ...(feeds.favicon && { favicon: feeds.favicon }),
      ...(rights && { rights }),
    },
    selfUrls: feedUrls(output.url, channel.folder),
    ...(feeds.hub && { hub: feeds.hub }),
    entries: [],
    // Without the host: it works wherever the folder is looked at.
    styleSheet: new URL(FEED_STYLE.slice(1), output.url).pathname,
  }
}

/** From the site's feed to the newest page of its archive. */
export function walkFrom(config: Config, lastPage: number): FeedWalk {
  return { isArchive: false, links: { 'prev-archive': feedUrls(config.output.url, archiveFolder(lastPage)) } }
}

/** From a page of the archive to those beside it, and to the feed that readers poll. */
export function walkOfPage({ output }: Config, page: number, lastPage: number): FeedWalk {
  const at = (number: number) => feedUrls(output.url, archiveFolder(number))
  return {
    isArchive: true,
    links: {
      current: feedUrls(output.url),
      ...(page > 1 && { 'prev-archive': at(page - 1) }),
      ...(page < lastPage && { 'next-archive': at(page + 1) }),
    },
  }
}
