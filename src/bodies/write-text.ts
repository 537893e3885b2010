import type { Element, ElementContent, Root } from 'hast'
import { hasClass, property } from '../posts/element.ts'
import { withLowerScheme } from '../posts/scheme.ts'
import { trimEnds } from '../posts/trim-ends.ts'
import { marksOf } from './list-marks.ts'
import { TextBlock } from './text-block.ts'
import type { TextRuler } from './text-ruler.ts'
import { layOutTable, rowsOf } from './text-table.ts'

/** URLs → the numbers that they have in the text. */
export type LinkNumbers = Map<string, number>

/** Where in the text an element is written. */
interface Place {
  block: TextBlock
  /** The tag of its parent. */
  parent?: string
  /** Digits are written as ¹. */
  isRaised: boolean
  links: LinkNumbers
  style: TextStyle
}

/** For whom a text is written. */
export interface TextStyle {
  /** Of a line; Infinity where none is to be broken. */
  width: number
  ruler: TextRuler
  /** Headings have a line under them, and tables are no wider than a line: nobody lays the text out anew. */
  isLaidOut: boolean
}

type Write = (element: Element, place: Place) => void

const RULE = '-'.repeat(24)

/** A tree as plain text. Links are counted on in `links`. */
export function writeText(tree: Root, style: TextStyle, links: LinkNumbers): string {
  const block = new TextBlock(style)
  writeNodes(tree.children as ElementContent[], { block, isRaised: false, links, style })
  return block.toString()
}

function writeNodes(nodes: ElementContent[], place: Place): void {
  for (const node of nodes) {
    if (node.type === 'text')
      place.block.addInline(place.isRaised && !place.block.isPre ? raised(node.value) : node.value)
    else if (node.type === 'element') writeElement(node, place)
  }
}

function writeElement(element: Element, place: Place): void {
  const write = WRITERS.get(element.tagName)
  if (write) write(element, place)
  else writeInner(element, place)
}

function writeInner(element: Element, place: Place): void {
  writeNodes(element.children, { ...place, parent: element.tagName })
}

/** A block with as many line breaks around it. */
function apart(breaks: number): Write {
  return (element, place) => {
    const block = place.block.opened({ before: breaks })
    writeInner(element, { ...place, block })
    place.block.addBlock(block, breaks)
  }
}

/** Not of two characters, which begin a signature. */
const SHORTEST_LINE = 3

/** With a line under it, which is thinner below the larger headings. */
const heading: Write = (element, place) => {
  const { isLaidOut, ruler } = place.style
  const block = place.block.opened({ before: 2 })
  writeInner(element, { ...place, block })
  const sign = element.tagName === 'h1' || element.tagName === 'h2' ? '-' : '.'
  place.block.addBlock(block, 2, (text) => {
    if (!isLaidOut || text === '') return text
    const width = text.split('\n').reduce((most, line) => Math.max(most, ruler.widthOf(line)), SHORTEST_LINE)
    return `${text}\n${sign.repeat(width)}`
  })
}

const quote: Write = (element, place) => {
  const block = place.block.opened({ before: 2, reserved: 2 })
  writeInner(element, { ...place, block })
  place.block.addBlock(block, 2, (text) => `> ${withoutOuterBreaks(text).replaceAll('\n', '\n> ')}`)
}

const code: Write = (element, place) => {
  const block = place.block.opened({ before: 2, isPre: true })
  writeInner(element, { ...place, block })
  place.block.addBlock(block, 2, (text) =>
    text
      .replace(/^\n+/, '')
      .trimEnd()
      .replace(/^(?=.)/gm, '    '),
  )
}

const rule: Write = (_, { block }) => {
  const line = block.opened({ before: 2 })
  line.addInline(RULE)
  block.addBlock(line, 2)
}

const link: Write = (element, place) => {
  if (hasClass(element, 'footnote-backref')) return
  writeInner(element, place)
  if (hasClass(element, 'footnote-ref')) return
  const text = textOf(element).trim()
  const href = property(element, 'href')
  const address = href?.replace(/^(?:mailto|tel):/i, '')
  const shown = withLowerScheme(text)
  if (!href || !address || [address, href].includes(shown) || href === `${shown}/`) return
  const { links } = place
  // With its scheme: a bare address that has a subject is not made a link by mail programs.
  const number = links.get(href) ?? links.size + 1
  links.set(href, number)
  place.block.addInline(`${text ? ' ' : ''}[${number}]`)
}

const image: Write = (element, { block }) => {
  const alt = property(element, 'alt')?.trim()
  if (alt) block.addInline(`[${alt}]`)
}

const superscript: Write = (element, place) => {
  writeInner(element, { ...place, isRaised: place.isRaised || /^\d+$/.test(textOf(element).trim()) })
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function raised(text: string): string {
  return text.replace(/\d/g, (digit) => SUPERSCRIPT.charAt(Number(digit)))
}

const list: Write = (element, place) => {
  const items = element.children.filter((node) => node.type !== 'text' || node.value.trim() !== '')
  if (items.length === 0) return
  const isNested = place.parent === 'li'
  const breaks = isNested ? 1 : 2
  const marks = marksOf(element, items).map((mark) => (isNested ? mark.trimStart() : mark))
  const width = marks.reduce((most, mark) => Math.max(most, mark.length), 0)
  const block = place.block.opened({ before: breaks })
  items.forEach((node, i) => {
    const item = block.opened({ before: 1, reserved: width })
    writeNodes([node], { ...place, block: item, parent: element.tagName })
    block.addBlock(item, 1, (text) => (marks[i] ?? '').padEnd(width) + text.replaceAll('\n', `\n${' '.repeat(width)}`))
  })
  const text = block.toString()
  if (text) place.block.addText(text, block.before, breaks)
}

const table: Write = (element, place) => {
  const { isLaidOut, ruler } = place.style
  const rows = rowsOf(element)
  const cells = (width: number) =>
    rows.map((row) =>
      row.map((cell) => {
        const block = new TextBlock({ width, isPre: place.block.isPre, ruler })
        // A table within one is laid out once, however deep it is.
        writeInner(cell, { ...place, block, style: { ...place.style, isLaidOut: false } })
        return withoutOuterBreaks(block.toString())
      }),
    )
  const hasHead = isLaidOut && rows.length > 1 && (rows[0]?.every(({ tagName }) => tagName === 'th') ?? false)
  const most = isLaidOut ? place.block.width : Number.POSITIVE_INFINITY
  const text = layOutTable(cells, { widthOf: ruler.widthOf, most, hasHead })
  if (text) place.block.addText(text, 2, 2)
}

function withoutOuterBreaks(text: string): string {
  return trimEnds(text, '\n')
}

/** With the alt texts of pictures. */
function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return ''
  return node.tagName === 'img' ? (property(node, 'alt') ?? '') : node.children.map(textOf).join('')
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const APART = ['p', 'figure', 'figcaption', 'details', 'summary', 'address', 'dl', 'dt', 'dd']
const ON_ITS_OWN_LINE = ['div', 'section', 'article', 'aside', 'header', 'footer', 'main', 'nav']

/** What is not here is written as running text. */
const WRITERS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ...HEADINGS.map((tag): [string, Write] => [tag, heading]),
  ...APART.map((tag): [string, Write] => [tag, apart(2)]),
  ...ON_ITS_OWN_LINE.map((tag): [string, Write] => [tag, apart(1)]),
  ['a', link],
  ['blockquote', quote],
  ['br', (_, { block }) => block.breakLine()],
  ['hr', rule],
  ['img', image],
  ['ol', list],
  ['pre', code],
  ['sup', superscript],
  ['table', table],
  ['ul', list],
  ['wbr', (_, { block }) => block.allowBreak()],
])
