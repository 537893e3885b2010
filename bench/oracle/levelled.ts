import type { Element, Nodes } from 'hast'
import { hasClass, property } from '../../src/posts/element.ts'

const UNSEEN = new Set(['script', 'style', 'template', 'iframe', 'video', 'audio', 'broadsheet-video', 'noscript'])
/** Elements within a line: what stands around them may be one word. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var font tt big strike'.split(
    ' ',
  ),
)

/**
 * The words of a tree, so that two renderings of one text compare equal: white space is one space, none beside CJK characters; quotes as typed;
 * without the marks of footnotes, which each renderer writes in its own way.
 */
export function plainText(tree: Nodes): string {
  return levelled(textOf(tree))
}

/** A text so written that two renderings of it compare equal. */
export function levelled(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}|\ufe0e|(?![\t\n\r])\p{Cc}/gu, '')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(
      /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]) | (?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef])/gu,
      '',
    )
    .trim()
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  if (
    node.type === 'element' &&
    (UNSEEN.has(node.tagName) || isFootnoteMark(node) || isLineNumber(node) || isDiagram(node))
  )
    return ''
  const inner = node.children.map(textOf).join('')
  return node.type === 'element' && INLINE.has(node.tagName) ? inner : ` ${inner} `
}

function isFootnoteMark(node: Element): boolean {
  return /\bfootnote-(?:ref|backref)\b/.test(property(node, 'className') ?? '')
}

/** Hugo numbers the lines of code where asked to; nobody copies them. */
function isLineNumber(node: Element): boolean {
  return hasClass(node, 'ln') || hasClass(node, 'lnt') || /user-select:\s*none/.test(property(node, 'style') ?? '')
}

/** Hugo draws a `goat` block; here it is shown as its source. */
function isDiagram(node: Element): boolean {
  return hasClass(node, 'goat') || hasClass(node, 'language-goat')
}
