import type { Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { compile, type DomNode, type Formatter } from 'html-to-text'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { TEXT_ALLOWS } from './allow-list.ts'
import { isMostlyCjk } from './cjk.ts'
import { isMedia, mediaLink } from './media.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { tidy } from './tidy.ts'

const LINE_WIDTH = 72

/**
 * A body as plain text for a mail: links numbered in the text and listed at its end, where long URLs disturb nobody;
 * footnotes as ¹, so that the two cannot be confused.
 */
export function bodyText(body: Body): string {
  const html = toHtml(rewriteElements(sanitize(body.tree, TEXT_ALLOWS) as Root, forText))
  const links: string[] = []
  const text = isMostlyCjk(html) ? toUnwrappedText(html, links) : toWrappedText(html, links)
  const list = links.map((url, i) => `[${i + 1}] ${url}`).join('\n')
  // Old posts indent with no-break spaces.
  const plain = text.replaceAll('\u00A0', ' ').replace(/[ \t]+$/gm, '')
  return [plain.replace(/^\n+|\n+$/g, ''), list].filter(Boolean).join('\n\n')
}

const forText: Rewrite = (node, place, inner) => {
  if (isMedia(node)) return mediaLink(node, place, () => [])
  // A place within the post cannot be gone to.
  if (node.data?.localTarget !== undefined && !property(node, 'className')) return inner()
  if (node.properties.colSpan || node.properties.rowSpan) return tidy(withoutSpans(node), inner)
  return tidy(node, inner)
}

/** A table's text is laid out cell by cell: a span of a million of them is a bomb. */
function withoutSpans<T extends { properties: object }>(cell: T): T {
  return { ...cell, properties: { ...cell.properties, colSpan: undefined, rowSpan: undefined } }
}

const link: Formatter = (node, walk, builder) => {
  const href = node.attribs?.href
  const text = textOf(node).trim()
  walk(node.children ?? [], builder)
  const address = href?.replace(/^(?:mailto|tel):/i, '')
  if (!address || address === text || href === `${text}/`) return
  builder.addInline(`${text ? ' ' : ''}[${numberOf(address, builder.metadata as string[])}]`, { noWordTransform: true })
}

function numberOf(url: string, links: string[]): number {
  const known = links.indexOf(url)
  return known < 0 ? links.push(url) : known + 1
}

const image: Formatter = (node, _walk, builder) => {
  const alt = node.attribs?.alt?.trim()
  if (alt) builder.addInline(`[${alt}]`, { noWordTransform: true })
}

const codeBlock: Formatter = (node, walk, builder) => {
  builder.openBlock({ isPre: true, leadingLineBreaks: 2 })
  walk(node.children ?? [], builder)
  const indent = (text: string) => text.replace(/^(?=.)/gm, '    ')
  builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (text) => indent(text.replace(/^\n+|\s+$/g, '')) })
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const superscript: Formatter = (node, walk, builder) => {
  const isNumber = /^\d+$/.test(textOf(node).trim())
  builder.pushWordTransform((word) =>
    isNumber ? word.replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? digit) : word,
  )
  walk(node.children ?? [], builder)
  builder.popWordTransform()
}

const unlinked: Formatter = (node, walk, builder) => walk(node.children ?? [], builder)

const nothing: Formatter = () => {}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
  selector,
  options: { uppercase: false, leadingLineBreaks: 2 },
}))

function compileText(wordwrap: number | false) {
  return compile({
    wordwrap,
    formatters: { link, image, codeBlock, superscript, unlinked, nothing },
    selectors: [
      ...HEADINGS,
      { selector: 'a', format: 'link' },
      { selector: 'a.footnote-ref', format: 'unlinked' },
      { selector: 'a.footnote-backref', format: 'nothing' },
      { selector: 'img', format: 'image' },
      { selector: 'pre', format: 'codeBlock' },
      { selector: 'sup', format: 'superscript' },
      { selector: 'hr', options: { length: 24 } },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 32 } },
      ...['figure', 'figcaption', 'details', 'summary', 'address'].map((selector) => ({ selector, format: 'block' })),
      ...['dl', 'dd', 'dt'].map((selector) => ({ selector, format: 'block' })),
    ],
  })
}

const toWrappedText = compileText(LINE_WIDTH)
/** Chinese and Japanese have no spaces to break at, so a client breaks their lines better than we. */
const toUnwrappedText = compileText(false)

/** With the alt texts of pictures. */
function textOf(node: DomNode): string {
  if (node.type === 'text') return node.data ?? ''
  return node.name === 'img' ? (node.attribs?.alt ?? '') : (node.children ?? []).map(textOf).join('')
}
