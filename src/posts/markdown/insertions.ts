import type { ElementContent, Parents, Root, Text } from 'hast'
import { textOf } from '../element.ts'
import type { PieceCounter } from './body-limits.ts'
import { flattenDeep } from './flatten-deep.ts'

/**
 * Nodes that take part in Markdown as a mark, and are put into the finished tree: no text of a post can imitate one, and
 * what an author typed into a shortcode never passes through an HTML parser. The mark is made of noncharacters, which
 * Unicode keeps for inner use (§23.7) and Markdown treats as letters.
 */
export const INSERTION_OPEN = '\u{FDD0}'
export const INSERTION_CLOSE = '\u{FDD1}'
const MARK = new RegExp(`${INSERTION_OPEN}(\\d+)${INSERTION_CLOSE}`, 'g')
/** In a URL, markdown-it has percent-encoded it. */
const MARK_IN_ATTRIBUTE = new RegExp(`(?:${INSERTION_OPEN}|%EF%B7%90)(\\d+)(?:${INSERTION_CLOSE}|%EF%B7%91)`, 'g')

function insertionMark(index: number): string {
  return `${INSERTION_OPEN}${index}${INSERTION_CLOSE}`
}

/** Stands for nothing. */
const NOTHING = insertionMark(0)

/** The text; of one that holds nothing but blanks and marks of nothing, the blanks. */
export function withoutLoneNothing(text: string): string {
  const rest = text.replaceAll(NOTHING, '')
  return rest.trim() === '' ? rest : text
}

/** A post's text, unable to hold a mark. */
export function withoutMarkCharacters(text: string): string {
  return text.replace(/[\u{FDD0}\u{FDD1}]/gu, '')
}

/** What is left of a text to make a heading's id of. */
export function withoutMarks(text: string): string {
  return text.replace(MARK, '')
}

/** What is to be put in the places of marks, by their numbers. */
export class Insertions {
  /** The first is NOTHING's. */
  readonly #all: ElementContent[][] = [[]]
  #isEmpty = true
  readonly #sizes = new Map<ElementContent[], number>()
  readonly #pieces: PieceCounter

  /** @param pieces of the post: a template that prints what is within it twice doubles it at each level */
  constructor(pieces: PieceCounter) {
    this.#pieces = pieces
  }

  get isEmpty(): boolean {
    return this.#isEmpty
  }

  /** Gives the mark. What stands within is filled now, so that nothing nests deeper than one tree may; the given nodes stay as they are. */
  add(nodes: ElementContent[]): string {
    this.#isEmpty = false
    if (nodes.length === 0) return NOTHING
    const tree: Root = { type: 'root', children: structuredClone(nodes) }
    fillInsertions(tree, this)
    flattenDeep(tree)
    this.#all.push(tree.children as ElementContent[])
    return insertionMark(this.#all.length - 1)
  }

  at(index: number): ElementContent[] {
    return this.#all[index] ?? []
  }

  /** @throws TooMuch */
  copyOf(index: number): ElementContent[] {
    const nodes = this.at(index)
    const size = this.#sizes.get(nodes) ?? countOf(nodes)
    this.#sizes.set(nodes, size)
    this.#pieces.add(size)
    return structuredClone(nodes)
  }
}

function countOf(nodes: ElementContent[]): number {
  return nodes.reduce((sum, node) => sum + 1 + ('children' in node ? countOf(node.children) : 0), 0)
}

/**
 * Puts the nodes where their marks are, in place. A paragraph that holds nothing but elements gives way to them; a link that stands in a
 * link gives way to its words, since a browser would end the outer one before it.
 */
export function fillInsertions(tree: Root, insertions: Insertions): void {
  if (!insertions.isEmpty) fillChildren(tree, insertions, false)
}

function fillChildren(parent: Parents, insertions: Insertions, isInLink: boolean): void {
  const children = parent.children.flatMap((child): Root['children'] => {
    if (child.type === 'text') {
      const nodes = splitAtMarks(child, insertions)
      return isInLink ? withoutLinks(nodes) : nodes
    }
    if (child.type !== 'element') return [child]
    fillAttributes(child.properties, insertions)
    const onlyMarks = child.tagName === 'p' && standsAlone(child.children, insertions)
    fillChildren(child, insertions, isInLink || child.tagName === 'a')
    return onlyMarks ? child.children : [child]
  })
  parent.children = children as typeof parent.children
}

function splitAtMarks(text: Text, insertions: Insertions): ElementContent[] {
  // It says that what is beside it stands in a paragraph.
  if (text.value === '') return [text]
  // A split by a pattern with one group puts what the group matched at each odd place.
  return text.value.split(MARK).flatMap((part, i): ElementContent[] => {
    if (i % 2 === 1) return insertions.copyOf(Number(part))
    return part ? [{ type: 'text', value: part }] : []
  })
}

function withoutLinks(nodes: ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    const children = withoutLinks(node.children)
    return node.tagName === 'a' ? children : [{ ...node, children }]
  })
}

function standsAlone(children: ElementContent[], insertions: Insertions): boolean {
  const parts = children.map((child) => (child.type === 'text' ? child.value.split(MARK) : undefined))
  if (!parts.every((part) => part?.every((text, i) => i % 2 === 1 || text.trim() === ''))) return false
  const marks = parts.flatMap((part) => part?.filter((_, i) => i % 2 === 1) ?? [])
  return marks.length > 0 && marks.every((mark) => insertions.at(Number(mark)).every((node) => node.type === 'element'))
}

/** An attribute takes the text of what is inserted: of an embed nothing, of a commented shortcode the shortcode. */
function fillAttributes(properties: Record<string, unknown>, insertions: Insertions): void {
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes(INSERTION_OPEN)) delete properties[name]
    else if (typeof value === 'string')
      properties[name] = value.replace(MARK_IN_ATTRIBUTE, (_, index) => textOf(insertions.at(Number(index))))
  }
}
