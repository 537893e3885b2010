import type { ElementContent, Parents, Root, Text } from 'hast'
import { textOf } from '../element.ts'
import { flattenDeep } from './parse-html.ts'

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

export function insertionMark(index: number): string {
  return `${INSERTION_OPEN}${index}${INSERTION_CLOSE}`
}

/** A post's text, unable to hold a mark. */
export function withoutMarkCharacters(text: string): string {
  return text.replace(/[\u{FDD0}\u{FDD1}]/gu, '')
}

/** What is left of a text to make a heading's id of. */
export function withoutMarks(text: string): string {
  return text.replace(MARK, '')
}

/** Puts the nodes where their marks are, in place. A paragraph that holds nothing but elements gives way to them. */
export function fillInsertions(tree: Root, insertions: ElementContent[][]): void {
  if (insertions.length > 0) fillChildren(tree, insertions)
}

/** The nodes with the marks within them filled, no deeper than a tree may be. The given ones stay as they are. */
export function filled(nodes: ElementContent[], insertions: ElementContent[][]): ElementContent[] {
  const tree: Root = { type: 'root', children: structuredClone(nodes) }
  fillInsertions(tree, insertions)
  flattenDeep(tree)
  return tree.children as ElementContent[]
}

function fillChildren(parent: Parents, insertions: ElementContent[][]): void {
  const children = parent.children.flatMap((child): Root['children'] => {
    if (child.type === 'text') return splitAtMarks(child, insertions)
    if (child.type !== 'element') return [child]
    fillAttributes(child.properties, insertions)
    const onlyMarks = child.tagName === 'p' && standsAlone(child.children, insertions)
    fillChildren(child, insertions)
    return onlyMarks ? child.children : [child]
  })
  parent.children = children as typeof parent.children
}

function splitAtMarks(text: Text, insertions: ElementContent[][]): ElementContent[] {
  // A split by a pattern with one group puts what the group matched at each odd place.
  return text.value.split(MARK).flatMap((part, i): ElementContent[] => {
    if (i % 2 === 1) return structuredClone(insertions[Number(part)] ?? [])
    return part ? [{ type: 'text', value: part }] : []
  })
}

function standsAlone(children: ElementContent[], insertions: ElementContent[][]): boolean {
  const parts = children.map((child) => (child.type === 'text' ? child.value.split(MARK) : undefined))
  if (!parts.every((part) => part?.every((text, i) => i % 2 === 1 || text.trim() === ''))) return false
  const marks = parts.flatMap((part) => part?.filter((_, i) => i % 2 === 1) ?? [])
  return marks.length > 0 && marks.every((mark) => insertions[Number(mark)]?.every((node) => node.type === 'element'))
}

/** An attribute takes the text of what is inserted: of an embed nothing, of a commented shortcode the shortcode. */
function fillAttributes(properties: Record<string, unknown>, insertions: ElementContent[][]): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== 'string') continue
    properties[name] = value.replace(MARK_IN_ATTRIBUTE, (_, index) => textOf(insertions[Number(index)] ?? []))
  }
}
