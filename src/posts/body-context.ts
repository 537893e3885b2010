import type { Fields } from './front-matter-fields.ts'
import type { MarkupSettings } from './markup-settings.ts'
import type { Post } from './post.ts'
import type { ResolvedUrl } from './resolve-url.ts'

/** What a post's text is rendered with: facts of its site, as values, so that rendering opens no file. */
export interface BodyContext {
  post: Post
  /** 1-based line of the file at which the text begins, for problems. */
  firstLine: number
  markup: MarkupSettings
  /** A link or picture as written in the post → absolute, with the file behind it where the site's folder holds one. */
  resolveUrl(href: string): ResolvedUrl
  /** What the engine's own syntax asks of the site: where a name leads, what a template says. Undefined: there is none. */
  ask(question: Question): string | undefined
  /** A value of the post's front matter, else of the site's own parameters, by its dotted name. */
  param(name: string): string | undefined
  /** Front matter's fields, with those that the page inherits; absent for a text that is no page. */
  fields?(): Fields
  /** What the post's marks say in its language; English where they are not given. */
  words?: MarkWords
}

/** What a mark stands for where the post says no more: `> [!NOTE]` for a note, a fold without a summary. */
export interface MarkWords {
  note: string
  tip: string
  important: string
  warning: string
  caution: string
  details: string
}

/**
 * What an engine's own syntax asks of its site, beginning with what it is about: `['ref', 'about.md', 'de']`. The answers decide what a body
 * is, and are kept with what was made of it; so nothing that they do not say may go into it.
 */
export type Question = readonly [about: string, ...words: string[]]
