import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../config/problem.ts'
import type { Fields } from '../front-matter-fields.ts'
import type { MarkupSettings } from '../markup-settings.ts'
import type { NotNews } from '../not-news.ts'
import type { PostStatus, WrittenDate } from '../post.ts'

/** What a site's engine decides about its pages. All else about a post is the same for every engine. */
export interface Dialect {
  markup: MarkupSettings
  /** Settings of the site that cannot be followed. */
  problems: Problem[]
  /**
   * Where a content file stands; undefined where the engine makes no page of it.
   * @param path below the site's folder, with forward slashes, in NFC: `content/posts/a.md`
   */
  place(path: string): Place | undefined
  /** Fields that a text without front matter says of itself, at its head. */
  fieldsIn?(text: string): Fields
  /** A page's own fields, with those that its sections and its site give it. */
  inherit(place: Place, fields: Fields): Fields
  /** What front matter and place make of a page; undefined where it has no URL, which is no problem of its own. */
  readPage(page: PageSource, now: Temporal.Instant): { facts?: PageFacts; problems: Problem[] }
  /** A value of a page's front matter, else of its site's own parameters, by its dotted name. */
  param(name: string, page: WrittenFrontMatter): string | undefined
  /** What to do about a key that stands twice in front matter, as the engine takes it. */
  repeatedKeyHint: string
}

/** A page's front matter, which need not be read for every question. */
export interface WrittenFrontMatter {
  place: Place
  /** As it stands in the file. */
  text: string
  data(): Record<string, unknown>
}

/** Where a content file stands in its site. */
export interface Place {
  /** Below the site's folder. */
  path: string
  /** Folder below the engine's content folder: `posts/2026`; '' at the top. */
  folder: string
  /** File name without language and extension: `a`, `index`. */
  name: string
  /** Where the page stands among the others: `posts/2026/a`, and for a bundle or a section its folder. */
  logicalPath: string
  /** The same in the letters of the file system, of which URLs are made, where they are not in NFC. */
  named?: string
  kind: 'page' | 'section'
  /** Its folder's other files belong to it. */
  bundle: boolean
  /** First folder of logicalPath above the page itself; '' at the top. */
  section: string
  /** The site's own word for the language: `zh-tw`. */
  languageKey: string
}

/** What else is known of a file's dates, where the site asks for it. */
export interface FileTimes {
  /** The author's date of the last commit. */
  committed?: WrittenDate
  /** And of the first. */
  added?: WrittenDate
  modified?: WrittenDate
}

export interface PageSource {
  place: Place
  fields: Fields
  /** The file's text up to the end of its front matter, or more of it. */
  front: string
  /** What follows the front matter. */
  text(): string
  times: FileTimes
  /** Path and line of a field, for problems. */
  placeOf(field: string): { file: string; line?: number }
}

export interface PageFacts {
  /** Absolute. */
  url: string
  /** Where it is not front matter's own, or the engine has one for pages without. */
  title?: string
  /** Normalised to `/old/path/`. */
  aliases: string[]
  /** BCP 47. */
  language: string
  /** Absent: the page is no news (about, imprint, a section's list). */
  publishedAt?: WrittenDate
  /** Why it is no news, where a reader of the site might think that it is. */
  notNews?: NotNews
  updatedAt?: WrittenDate
  /** What the page is written in; absent: Markdown. */
  format?: 'html'
  /** By the site's own names for them. */
  tags: string[]
  categories: string[]
  /** Of other taxonomies. */
  terms: string[]
  status: PostStatus
  /** The moments at which the status changes by the clock alone. */
  turns?: Temporal.Instant[]
}
