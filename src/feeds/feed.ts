import type { WrittenDate } from '../posts/post.ts'

/** A view of posts for feed readers, before it is written in one of the three formats. */
export interface Feed {
  site: FeedSite
  /** Where each format of this very feed is reached: absolute URLs. */
  selfUrls: Record<FeedFormat, string>
  /** In the order in which they are written: newest first. */
  entries: FeedEntry[]
  /** Path or URL of the CSS that a browser shows RSS and Atom with. */
  styleSheet?: string
  /** URL of a WebSub hub (w3.org/TR/websub), which tells whoever asked it to of new entries. */
  hub?: string
  walk?: FeedWalk
}

/** The way through the older documents of a feed (RFC 5005 §4). */
export interface FeedWalk {
  /** Whether this document is one of those, and not the one that readers poll. */
  isArchive: boolean
  /** The documents that it leads to, in each format. */
  links: Partial<Record<'current' | 'prev-archive' | 'next-archive', Record<FeedFormat, string>>>
}

export type FeedFormat = 'rss' | 'atom' | 'json'

export interface FeedSite {
  /** Plain text. */
  title: string
  /** Absolute URL of the page that this feed stands for. */
  url: string
  /** BCP 47. */
  language: string
  author?: FeedAuthor
  /** Plain text. */
  description?: string
  /** Absolute URLs: a square picture of 512 pixels or so, and one that is clear at 16. */
  icon?: string
  favicon?: string
  rights?: FeedRights
}

/** What others may do with the texts. */
export interface FeedRights {
  /** Plain text: `© 2026 Mei`, `CC BY 4.0`. */
  text: string
  /** Absolute URL of the licence. */
  licence?: string
}

/** Who wrote something. Without an address: a feed is public, and addresses in it are harvested. */
export interface FeedAuthor {
  name: string
  url?: string
}

/** One post as readers see it. */
export interface FeedEntry {
  /** Permanent: an absolute URI, a `tag:` one (entryId) unless another feed's was taken over, which may be any text. */
  id: string
  /** Absolute http(s) URL. */
  url: string
  /** Plain text. */
  title: string
  publishedAt: WrittenDate
  /** When its words last changed; the same as publishedAt where they never did. */
  updatedAt: WrittenDate
  /** Plain text; may be empty. */
  summary: string
  /** The whole post, made safe, with absolute URLs. Absent where the feed gives summaries only. */
  html?: string
  /** The whole post as plain text. */
  text?: string
  /** Empty: the site's author, else the site itself. */
  authors: FeedAuthor[]
  /** What it is filed under: categories, tags and the site's other taxonomies. */
  tags: string[]
  /** BCP 47. */
  language: string
  image?: FeedImage
  /** Audio and video, the first of them for podcast apps. */
  plays?: FeedEnclosure[]
  /** Said of the entry too, for planets take it out of its feed. */
  rights?: FeedRights
}

export interface FeedImage {
  /** Absolute URL. */
  url: string
  /** Plain text. */
  alt?: string
  /** Media type, and length in bytes, where they are known. */
  type?: string
  length?: number
  /** Pixels, where they are known. */
  width?: number
  height?: number
}

/** A file that goes with an entry. */
export interface FeedEnclosure {
  /** Absolute http(s) URL. */
  url: string
  /** Media type. */
  type: string
  /** In bytes, where it is known. */
  length?: number
  /** How long it plays, where that is known. */
  seconds?: number
}
