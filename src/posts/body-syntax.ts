import type { ElementContent } from 'hast'
import type { Problem } from '../config/problem.ts'
import type { BodyContext } from './body-context.ts'
import type { PieceCounter } from './markdown/body-limits.ts'
import type { Insertions } from './markdown/insertions.ts'

/** What a site's engine reads in a post's text besides Markdown: shortcodes, the tags of a template language. */
export interface BodySyntax {
  /** Whether a text has any of it, whose words are then not all that a reader sees. */
  isIn(text: string): boolean
  /** Puts what a reader of the site sees in its place: of what cannot be followed, at most its words. */
  expand(text: string, context: BodyContext, tools: BodyTools): ExpandedText
}

/** A post's context, with what its engine reads besides Markdown. */
export interface RenderContext extends BodyContext {
  syntax: BodySyntax
}

export interface BodyTools {
  markdown: MarkdownNodes
  pieces: PieceCounter
}

/** The site's Markdown → nodes: a line without a paragraph around it, or blocks. */
export interface MarkdownNodes {
  inline(markdown: string): ElementContent[]
  blocks(markdown: string): ElementContent[]
  /** HTML, as a browser reads it. */
  html(text: string): ElementContent[]
}

export interface ExpandedText {
  /** Markdown, with a mark (insertions.ts) where nodes go. */
  text: string
  insertions: Insertions
  /** Whether nothing was left out or put in of which it is unknown what ids it brings. */
  isWhole: boolean
  problems: Problem[]
}
