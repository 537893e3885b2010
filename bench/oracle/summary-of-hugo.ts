import { readableText } from '../../src/bodies/readable-text.ts'
import { dropHidden } from '../../src/posts/markdown/hidden-elements.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import { levelled } from './levelled.ts'
import type { HugoPage } from './run-hugo.ts'

/**
 * What a summary of ours is held against: the one that the author wrote, else the words before `<!--more-->`. Where Hugo counts
 * words, we end with a sentence; then it must be the beginning of the page as Hugo shows it.
 * @param ours levelled
 */
export function summaryOfHugo({ params, summary, isDivided, content }: HugoPage, ours: string): string {
  const { description } = params
  if (typeof params.summary === 'string') return isDivided ? levelled(params.summary) : words(summary)
  if (typeof description === 'string' && description.trim() !== '') return levelled(description)
  const divided = isDivided ? words(summary) : ''
  if (divided !== '') return divided
  const text = words(content)
  return ours.endsWith('…') ? `${text.slice(0, ours.length - 1).trimEnd()}…` : text.slice(0, ours.length)
}

/** As they are read aloud: without headings, code and tables. */
function words(html: string): string {
  const tree = parseHtml(html)
  dropHidden(tree)
  return levelled(readableText(tree.children))
}
