import type { Nodes } from 'hast'

/** Elements within a line: what stands around them may be one word. */
export const INLINE = new Set(
  (
    'a abbr b bdi bdo cite code del dfn em i img ins kbd mark q rb rp rt ruby s samp small span strong sub sup time tt u ' +
    'var wbr'
  ).split(' '),
)

/**
 * The words of a tree, each block and each line that is broken on purpose on a line of its own. Which way a quote is turned is no matter:
 * beside CJK characters Goldmark leaves some as they are typed.
 */
export function shownText(tree: Nodes): string {
  return textOf(tree, false)
    .normalize('NFC')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/ *\n[ \n]*/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim()
}

function textOf(node: Nodes, isCode: boolean): string {
  if (node.type === 'text') return isCode ? asWritten(node.value) : node.value.replace(/[ \t\r\n\f]+/g, ' ')
  if (node.type !== 'element' && node.type !== 'root') return ''
  const name = node.type === 'element' ? node.tagName : ''
  if (name === 'br') return isCode ? LINE_END : '\n'
  const inner = node.children.map((child) => textOf(child, isCode || name === 'pre')).join('')
  // Blanks at the end of a line are nothing that anybody sees.
  if (name === 'pre') return `\n${inner.replace(/[␣⇥]+(?=↵|$)/g, '').replace(/↵+$/, '')}\n`
  return INLINE.has(name) ? inner : `\n${inner}\n`
}

const LINE_END = '↵'

function asWritten(code: string): string {
  return code.replaceAll('\n', LINE_END).replaceAll(' ', '␣').replaceAll('\t', '⇥')
}
