import type { Nodes } from 'hast'
import { hasClass } from '../posts/element.ts'

/** What a reader does not read aloud: code, tables, captions, the numbers of footnotes and the notes. */
const PASSED_OVER = new Set([
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
  ...['iframe', 'audio', 'video', 'object', 'broadsheet-video', 'broadsheet-card', 'hr', 'button'],
])

const INLINE = new Set(
  'a em strong b i u s del ins mark small sub sup span q cite time code tt kbd samp var abbr dfn bdi bdo ruby rb font wbr'.split(
    ' ',
  ),
)

/** The running text of nodes, in one line, headings left out. */
export function readableText(nodes: Nodes[]): string {
  return nodes.map(textOf).join('').replace(/\s+/g, ' ').trim()
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return ''
  const { tagName } = node
  if (
    PASSED_OVER.has(tagName) ||
    /^h[1-6]$/.test(tagName) ||
    hasClass(node, 'footnotes') ||
    hasClass(node, 'footnote-ref')
  )
    return ''
  const inner = node.children.map(textOf).join('')
  return INLINE.has(tagName) ? inner : ` ${inner} `
}
