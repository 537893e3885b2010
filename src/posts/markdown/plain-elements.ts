import type { Element, ElementContent, Root, RootContent } from 'hast'
import { appendNode } from '../append-node.ts'
import { eachElement } from '../each-element.ts'
import { element, property, textOf } from '../element.ts'
import { cardElement } from '../embeds.ts'
import { flattenDeep } from './flatten-deep.ts'
import { dropHidden } from './hidden-elements.ts'
import { isStandIn, settleSource } from './late-sources.ts'
import { mathWords } from './math-words.ts'
import { parseHtml } from './parse-html.ts'
import { plainObject } from './plain-objects.ts'

/**
 * What only a browser or a script shows, as what every reader's program does, in place: late pictures, buttons, MathML, drawings by their
 * names. What cannot be shown stays in the tree, for writers to leave out and for `check` to name (bodies/left-out-problems.ts).
 */
export function plainElements(tree: Root): void {
  const shown = new Set<string>()
  let isPlain = true
  eachElement(tree, (node, parent) => {
    settleSource(node, parent.type === 'element' ? parent : undefined)
    if (PLAIN.has(node.tagName)) isPlain = false
    // What it holds shows a second time, where a script runs.
    if (node.tagName === 'noscript') return 'skip'
    const src = node.tagName === 'img' ? property(node, 'src') : undefined
    if (src !== undefined) shown.add(src)
    return undefined
  })
  if (isPlain) return
  simplify(tree, shown)
  flattenDeep(tree)
}

/** Where an element stands. */
interface Place {
  parent: Root | Element
  /** What stands before it, simplified. */
  before: RootContent[]
  /** Addresses of the pictures that are shown anyway. */
  shown: ReadonlySet<string>
}

type Simplify = (node: Element, place: Place) => ElementContent[]

function simplify(parent: Root | Element, shown: ReadonlySet<string>): void {
  const before: RootContent[] = []
  for (const child of parent.children) {
    if (child.type !== 'element') appendNode(before, child)
    else for (const node of fitting(simplified(child, { parent, before, shown }), parent)) appendNode(before, node)
  }
  parent.children = before as typeof parent.children
}

/** A button and an object may hold paragraphs within a paragraph; what they held may not. */
function fitting(nodes: ElementContent[], parent: Root | Element): ElementContent[] {
  if (parent.type === 'root' || parent.tagName !== 'p') return nodes
  return nodes.flatMap((node) =>
    node.type === 'element' && ['p', 'div'].includes(node.tagName)
      ? [text(' '), ...fitting(node.children, parent), text(' ')]
      : [node],
  )
}

function simplified(node: Element, place: Place): ElementContent[] {
  const nodes = PLAIN.get(node.tagName)?.(node, place) ?? [node]
  for (const one of nodes) if (one.type === 'element' && !UNOPENED.has(one.tagName)) simplify(one, place.shown)
  return nodes
}

/** Nothing within them is shown. */
const UNOPENED = new Set(['svg', 'noscript', 'script', 'style', 'template', 'select', 'textarea', 'canvas'])

/** Its words: it may stand in a link, or head what a script unfolds. */
const button: Simplify = (node, { parent }) => {
  if (parent.type === 'element' && parent.tagName === 'a') return node.children
  return [text(' '), ...node.children, text(' ')]
}

const MEDIA = ['img', 'video', 'audio', 'iframe', 'object', 'embed', 'svg']

/** No script runs in a reader's program: the picture in the place of one that was to be loaded late. */
const noscript: Simplify = (node, { before, shown }) => {
  const media: Element[] = []
  eachElement(node, (child) => (MEDIA.includes(child.tagName) ? media.push(child) : undefined))
  for (const child of media) settleSource(child, undefined)
  if (media.length === 0) return [node]
  if (media.every((child) => child.tagName === 'img' && shown.has(property(child, 'src') ?? ''))) return []
  const standIn = before.findLastIndex(
    (other) => other.type === 'element' || textOf([other as ElementContent]).trim() !== '',
  )
  if (isWaiting(before[standIn])) before.splice(standIn)
  return node.children
}

/** A picture, alone in what it stands in, that shows nothing. */
function isWaiting(node: RootContent | undefined): boolean {
  if (node?.type !== 'element') return false
  if (node.tagName === 'img') return isStandIn(property(node, 'src'))
  const inner = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  return inner.length === 1 && isWaiting(inner[0])
}

/** By its name, else by the words that are drawn. */
const drawing: Simplify = (node, place) => {
  if (property(node, 'ariaHidden') === 'true') return [node]
  const words = wordsIn(node, 'title') || property(node, 'ariaLabel')?.trim() || wordsIn(node, 'text')
  return words ? [...onItsOwn([text(words)], place), node] : [node]
}

function wordsIn(node: Element, tagName: string): string {
  const found: string[] = []
  eachElement(node, (child) => {
    if (child.tagName !== tagName) return undefined
    found.push(textOf(child.children).replace(/\s+/g, ' ').trim())
    return 'skip'
  })
  return found.join(' ')
}

const formula: Simplify = (node, place) => onItsOwn(mathWords(node), place)

/** Words between blocks are a paragraph. */
function onItsOwn(nodes: ElementContent[], { parent }: Place): ElementContent[] {
  const [only] = nodes
  if (parent.type !== 'root' || (only?.type === 'element' && only.tagName === 'pre')) return nodes
  return [element('p', {}, nodes)]
}

const frame: Simplify = (node) => {
  const document = property(node, 'srcDoc')
  if (property(node, 'src')?.trim() || !document) return plainObject(node) ?? [node]
  const tree = parseHtml(document)
  dropHidden(tree)
  plainElements(tree)
  return tree.children as ElementContent[]
}

const GIST = /^(https:\/\/gist\.github\.com\/[\w-]+\/[\da-f]+)\.js\b/i

/** A gist is shown by nothing else. */
const script: Simplify = (node) => {
  const url = GIST.exec(property(node, 'src')?.trim() ?? '')?.[1]
  return url === undefined ? [node] : [cardElement({ url, title: 'GitHub Gist' })]
}

/** Readings that a browser sets above are in brackets elsewhere: 漢（かん）. */
const ruby: Simplify = (node) => {
  if (node.children.some((child) => child.type === 'element' && child.tagName === 'rp')) return [node]
  const bracket = (sign: string) => element('rp', {}, [sign])
  const children = node.children.flatMap((child) =>
    child.type === 'element' && child.tagName === 'rt' ? [bracket('（'), child, bracket('）')] : [child],
  )
  return [{ ...node, children }]
}

const object: Simplify = (node) => plainObject(node) ?? [node]

const PLAIN: ReadonlyMap<string, Simplify> = new Map([
  ['button', button],
  ['noscript', noscript],
  ['svg', drawing],
  ['math', formula],
  ['iframe', frame],
  ['object', object],
  ['embed', object],
  ['script', script],
  ['ruby', ruby],
])

function text(value: string): ElementContent {
  return { type: 'text', value }
}
