import type { Nodes } from 'hast'
import { hasClass } from '../posts/element.ts'

/** What a reader does not read aloud: headings, code, tables, captions, the numbers of footnotes and the notes. */
const PASSED_OVER = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...[
    'pre',
    'table',
    'figure',
    'script',
    'style',
    'template',
    'noscript',
    'title',
    'svg',
    'math',
    'textarea',
    'select',
  ],
  ...['iframe', 'audio', 'video', 'object', 'broadsheet-video', 'broadsheet-card', 'hr'],
])

const INLINE = new Set(
  'a em strong b i u s del ins mark small sub sup span q cite time code tt kbd samp var abbr dfn bdi bdo ruby rb rt rp font wbr'.split(
    ' ',
  ),
)

/** White space that is not one space already. */
const NOT_ONE_SPACE = /\s{2,}|[^\S ]/g

/**
 * The running text of nodes, in one line, headings left out.
 * @param enough nodes behind those that give so many characters are not read; all of them, unless given
 */
export function readableText(nodes: Nodes[], enough = Number.POSITIVE_INFINITY): string {
  let text = ''
  for (const node of nodes) {
    // Of which the last may be a space.
    if (text.length > enough + 1) break
    const next = textOf(node).replace(NOT_ONE_SPACE, ' ')
    text += text === '' || text.endsWith(' ') ? next.trimStart() : next
  }
  return text.trimEnd()
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return ''
  const { tagName } = node
  if (PASSED_OVER.has(tagName) || hasClass(node, 'footnotes') || hasClass(node, 'footnote-ref')) return ''
  let inner = ''
  for (const child of node.children) inner += textOf(child)
  return INLINE.has(tagName) ? inner : ` ${inner} `
}
