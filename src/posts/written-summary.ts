import type { ElementContent } from 'hast'
import { textOf } from './element.ts'
import { type Fields, textField } from './front-matter-fields.ts'
import { dropHidden } from './markdown/hidden-elements.ts'
import { markdownFor } from './markdown/markdown.ts'
import { parseHtml } from './markdown/parse-html.ts'
import type { MarkupSettings } from './markup-settings.ts'

/**
 * What front matter says a post is about, as plain text: `summary`, which Hugo reads as Markdown, else `description`, which stands
 * in a page's head as it is written.
 */
export function writtenSummary(fields: Fields, markup: MarkupSettings): string | undefined {
  const summary = textField(fields, 'summary')
  return (summary && plainWords(summary, markup)) || textField(fields, 'description')
}

function plainWords(markdown: string, markup: MarkupSettings): string {
  const tree = parseHtml(markdownFor(markup).renderInline(markdown))
  dropHidden(tree)
  return textOf(tree.children as ElementContent[]).trim()
}
