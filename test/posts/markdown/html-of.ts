import { toHtml } from 'hast-util-to-html'
import type { MarkupSettings } from '../../../src/posts/markup-settings.ts'
import { bodyOf, MARKUP } from '../body-of.ts'

/** A post's Markdown as the HTML of its tree. */
export function htmlOf(markdown: string, markup: Partial<MarkupSettings> = {}): string {
  return toHtml(bodyOf(markdown, { markup: { ...MARKUP, ...markup } }).tree).trim()
}
