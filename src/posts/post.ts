import type { Root } from 'hast'
import type { Temporal } from 'temporal-polyfill'
import type { Steering } from './steering.ts'

/** One published piece, without its body: what feeds, selections and plans decide by. Thousands are held at once. */
export interface Post {
  /**
   * Who this post is, whatever its URL or the site's domain: `id:…` from front matter `id` or `guid`, else `alias:/old/path/`
   * from the first of its aliases, else `path:posts/a.md@2026-01-31` (path below the content folder, written day).
   * The store may know it by an earlier one; see identity.ts.
   */
  id: string
  /** The absolute URI by which readers know it already: `guid` or `id` of the front matter, where it is one. */
  uri?: string
  /** Path below the content folder, with forward slashes, in NFC. */
  path: string
  /** Path as the person knows it, for problems: relative to broadsheet.toml's folder. */
  file: string
  /** Absolute URL on the site. */
  url: string
  /** Site-root paths at which the post used to be, as front matter gives them, normalised to `/old/path/`. */
  aliases: string[]
  /** Plain text. */
  title: string
  publishedAt: WrittenDate
  /** `lastmod` and its like, where written. */
  updatedAt?: WrittenDate
  /** `summary`, else `description`, from front matter, plain text. */
  description?: string
  /** Each once, in the order in which they are written. */
  authors: PostAuthor[]
  tags: string[]
  categories: string[]
  /** Of the site's other taxonomies: series and the like. */
  terms?: string[]
  /** First folder below the content folder; '' at the top. */
  section: string
  /** BCP 47. */
  language: string
  /** Cover as front matter names it, made absolute. */
  cover?: Picture
  status: PostStatus
  /** What its body is written in; absent: Markdown. */
  format?: 'html'
  /** What its author says of its way by mail. */
  steering?: Steering
  /** SHA-256 hex of title and text: a move keeps it, an edit changes it. */
  hash: string
}

/** Without an address: see nameWithoutAddress. */
export interface PostAuthor {
  /** Plain text. */
  name: string
  /** Absolute http(s) URL. */
  url?: string
}

export type PostStatus = 'live' | 'draft' | 'future' | 'expired'

/** An instant, and the offset it was written in, so that a feed can say 09:00+08:00 as its author did. */
export interface WrittenDate {
  instant: Temporal.Instant
  /** `+08:00`, `-03:30`, `+00:00`. */
  offset: string
}

export interface Picture {
  /** Absolute URL on the site. */
  url: string
  alt?: string
  /** Absolute path of the file behind it, where the site's folder holds it. */
  file?: string
}

/** What a post says: a tree in which every URL is absolute. Not yet made safe: each writer in bodies/ has its own allow list. */
export interface Body {
  /** Raw HTML of the post is parsed into it; a video is `<broadsheet-video url poster title>` (see embeds.ts). */
  tree: Root
  /** So many words stand for it where it has no summary of its own. */
  summaryLength: number
  /** Absolute URL → absolute path, for each picture, audio and video of the body that the site's folder holds. */
  files: Map<string, string>
}
