import type { Element, ElementContent, Root } from 'hast'
import { eachElement } from '../posts/each-element.ts'
import { element, property } from '../posts/element.ts'
import type { TextDirection } from './direction.ts'

/**
 * Styles for a mail's column, in the element itself, since many clients drop style sheets. Colours are a grey that shows on
 * white and on black: text takes the template's own, so that a client's dark mode has nothing to get wrong.
 */
const GREY = '#888888'
const MONOSPACE = 'font-family:ui-monospace,Menlo,Consolas,monospace'
const BLOCK = 'margin:0 0 16px'
const WITHIN = 'margin:6px 0'

export const CARD_STYLE = `${BLOCK};padding:14px 16px;border:1px solid ${GREY};border-radius:6px`

const STYLES: Readonly<Record<string, string>> = {
  p: BLOCK,
  h1: 'margin:32px 0 12px;font-size:26px;line-height:1.3',
  h2: 'margin:28px 0 12px;font-size:22px;line-height:1.3',
  h3: 'margin:24px 0 8px;font-size:19px;line-height:1.3',
  h4: 'margin:20px 0 8px;font-size:17px;line-height:1.4',
  h5: 'margin:16px 0 8px;font-size:16px;line-height:1.4',
  h6: 'margin:16px 0 8px;font-size:16px;line-height:1.4',
  // Wrapped, since a mail cannot be scrolled sideways on a phone.
  // A panel of its own, with ink of its own: whoever turns colours around, the pieces of code-roles.ts stay legible on it.
  pre: `${BLOCK};padding:12px;border:1px solid ${GREY};background-color:#f4f1e8;color:#1f1d1a;border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere;text-align:left;font-size:14px;line-height:1.5;tab-size:4;${MONOSPACE}`,
  code: `font-size:0.9em;${MONOSPACE}`,
  tt: MONOSPACE,
  kbd: MONOSPACE,
  samp: MONOSPACE,
  hr: `margin:24px 0;border:0;border-top:1px solid ${GREY}`,
  figure: BLOCK,
  figcaption: `margin:8px 0 0;font-size:14px`,
  dl: BLOCK,
  dt: 'font-weight:bold',
  // A column is never narrower than its words: better to scroll than to read letter by letter.
  table: `margin:0;word-break:normal;overflow-wrap:break-word;border-collapse:collapse;font-size:15px;line-height:1.5`,
  img: 'max-width:100%;height:auto;border:0',
  sup: 'font-size:0.75em;line-height:1',
  sub: 'font-size:0.75em;line-height:1',
}

const CELL = `border:1px solid ${GREY};padding:6px 8px;vertical-align:top`

/**
 * A table, or a formula, that is wider than a phone scrolls by itself, and does not make the whole mail wider: only a table of a fixed
 * layout is no wider than what it stands in, whatever it holds.
 */
export function scrollable(wide: Element): Element {
  const pane = element('div', { className: ['wide'], style: 'overflow-x:auto' }, [wide])
  const cell = element('td', { role: 'presentation', style: 'padding:0 0 16px' }, [pane])
  const frame = { role: 'presentation', width: '100%', border: 0, cellPadding: 0, cellSpacing: 0 }
  return element('table', { ...frame, style: 'table-layout:fixed;width:100%' }, [
    element('tbody', {}, [element('tr', {}, [cell])]),
  ])
}

/** Gives each element of a mail its style, in place. Code runs from left to right in every language. */
export function styleForMail(tree: Root, direction: TextDirection): void {
  eachElement(tree, (node, parent) => {
    // Within <pre>, <code> has its block's style.
    const insidePre = parent.type === 'element' && parent.tagName === 'pre'
    const isInItem = parent.type === 'element' && parent.tagName === 'li'
    const style = insidePre || node.properties.role === 'presentation' ? undefined : styleOf(node, direction, isInItem)
    if (style) node.properties.style = style
    if (node.tagName === 'pre') node.properties.className = ['code']
    if (!insidePre && (node.tagName === 'pre' || node.tagName === 'code')) node.properties.dir = 'ltr'
  })
}

function styleOf(node: Element, direction: TextDirection, isInItem: boolean): string | undefined {
  const { tagName } = node
  const start = direction === 'rtl' ? 'right' : 'left'
  // One within an item ends where the item does, and leaves no more space below.
  if (tagName === 'ul' || tagName === 'ol') return `${isInItem ? WITHIN : BLOCK};padding:0;padding-${start}:28px`
  if (tagName === 'li') return 'margin:0 0 6px'
  if (tagName === 'dd') return `margin:0 0 8px;margin-${start}:24px`
  if (tagName === 'blockquote') return `${BLOCK};padding:0;padding-${start}:16px;border-${start}:3px solid ${GREY}`
  if (tagName === 'th') return `${CELL};text-align:${alignOf(node) ?? start}`
  if (tagName === 'td') return `${CELL};text-align:${alignOf(node) ?? start}`
  // One that holds words is a paragraph by another name, such as a caption.
  if (node.data?.formulaDepth !== undefined) return formulaStyle(node.data.formulaDepth)
  if (tagName === 'div') return node.children.some(isWords) ? BLOCK : undefined
  return STYLES[tagName]
}

/** One within a line stands on it; one on its own is in the middle, as wide as it is: what holds it scrolls. */
function formulaStyle(depth: number): string {
  return depth > 0 ? `${STYLES.img};vertical-align:-${depth}px` : 'display:block;margin:0 auto;max-width:none;border:0'
}

function isWords(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() !== ''
}

/** Written by the post, so it may be anything. */
function alignOf(cell: Element): string | undefined {
  return /^(?:left|right|center)$/i.exec(property(cell, 'align') ?? '')?.[0]
}
