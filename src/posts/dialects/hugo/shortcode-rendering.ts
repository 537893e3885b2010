import type { ElementContent } from 'hast'
import { type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import type { MarkdownNodes } from '../../body-syntax.ts'
import type { ShortcodeParams } from './shortcode-lexer.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** What a shortcode stands for: text, read as Markdown with what is around it, or nodes, put into the finished tree. */
export interface ShortcodeRendering {
  content: string | ElementContent[]
  /** Its place is filled in by the caller. */
  problem?: Problem
}

export interface ShortcodeSurroundings {
  context: BodyContext
  markdown: MarkdownNodes
  /** What stands between the tags, with the shortcodes in it replaced; undefined for one that stands alone. */
  inner(): string | undefined
}

export type RenderShortcode = (call: ShortcodeCall, surroundings: ShortcodeSurroundings) => ShortcodeRendering

/** Written by name, or by its place among those without one. */
export function argument({ named, positional }: ShortcodeParams, name: string, position: number): string | undefined {
  return named.get(name) ?? positional[position]
}

/** An id of a video or a post: Markdown editors write its underscore as `\_`. */
export function idArgument(params: ShortcodeParams, name: string, position: number): string {
  return argument(params, name, position)?.replace(/\\(?=[_-])/g, '') ?? ''
}

export function badArgument(message: string): ShortcodeRendering {
  return { content: [], problem: warning('shortcode.arguments', message, { hint: 'Nothing is shown in its place.' }) }
}
