import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { compile, type DomNode, type Formatter } from 'html-to-text'

/** A tree as plain text by another's hand: what src/bodies/write-text.ts is held against. */
export function byHtmlToText(tree: Root, width: number | false): { text: string; links: string[] } {
  const links: string[] = []
  return { text: (width ? wrapped : unwrapped)(toHtml(tree), links), links }
}

const link: Formatter = (node, walk, builder) => {
  const href = node.attribs?.href
  const text = textOf(node).trim()
  walk(node.children ?? [], builder)
  const address = href?.replace(/^(?:mailto|tel):/i, '')
  if (!href || !address || address === text || href === `${text}/`) return
  builder.addInline(`${text ? ' ' : ''}[${numberOf(href, builder.metadata as string[])}]`, { noWordTransform: true })
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

const superscript: Formatter = (node, walk, builder) => {
  const isNumber = /^\d+$/.test(textOf(node).trim())
  const raise = (word: string) => word.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))
  builder.pushWordTransform((word) => (isNumber ? raise(word) : word))
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

const wrapped = compileText(72)
const unwrapped = compileText(false)

function textOf(node: DomNode): string {
  if (node.type === 'text') return node.data ?? ''
  return node.name === 'img' ? (node.attribs?.alt ?? '') : (node.children ?? []).map(textOf).join('')
}
