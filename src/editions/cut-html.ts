import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { writeHtml } from '../bodies/write-html.ts'
import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'

type Nodes = (RootContent | ElementContent)[]

/** After these a post may end; a text between two pictures is no end. */
const BLOCKS = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol dl figure table pre blockquote div section details hr br address'.split(' '),
)
/** What may end between its own blocks. */
const WRAPPERS = new Set(['div', 'blockquote', 'section'])
/** What may end between its items, where little would be left without. */
const LISTS = new Set(['ul', 'ol'])
/** What says nothing at the end of a text. */
const LEADS_ON = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'br', 'dt'])
/** Nobody writes deeper; whoever does must not make it slow. */
const DEEPEST = 8

/**
 * The longest beginning of a post's HTML that ends with a block and has no more than so many bytes; undefined where there
 * is none. Links to places within that are gone lead to the post.
 */
export function cutHtml(html: string, most: number, url: string): string | undefined {
  // A link that leads to the post is longer than the one within it was.
  for (let room = most, tries = 3; room > 0 && tries > 0; tries -= 1) {
    const cut = beginningOf(html, room, url)
    const bytes = Buffer.byteLength(cut)
    if (bytes <= most) return cut || undefined
    room = Math.floor((room * most) / bytes)
  }
  return undefined
}

function beginningOf(html: string, most: number, url: string): string {
  const root = fromHtml(html, { fragment: true })
  const kept: Root = { ...root }
  kept.children = beginning(root.children, { most, depth: DEEPEST, bytesOf: measureIn(html) }) as RootContent[]
  mendLinks(kept, url)
  return writeHtml(kept)
}

interface Room {
  most: number
  depth: number
  bytesOf: (node: Nodes[number] | undefined) => number
}

function beginning(nodes: Nodes, room: Room): Nodes {
  let used = 0
  let end = 0
  let usedAtEnd = 0
  for (let next = 0; next < nodes.length; next += 1) {
    used += room.bytesOf(nodes[next])
    if (used > room.most) break
    if (mayEndAfter(nodes, next)) [end, usedAtEnd] = [next + 1, used]
  }
  const part = partOf(nodes[end], usedAtEnd, { ...room, most: room.most - usedAtEnd })
  return withoutLeads(part ? [...nodes.slice(0, end), part] : nodes.slice(0, end))
}

/** Of the block that was too much, what still has room. */
function partOf(node: Nodes[number] | undefined, used: number, room: Room): Element | undefined {
  if (node?.type !== 'element' || room.depth === 0) return undefined
  const isList = LISTS.has(node.tagName)
  if (!WRAPPERS.has(node.tagName) && !(isList && used < room.most)) return undefined
  const most = room.most - Buffer.byteLength(toHtml({ ...node, children: [] }))
  const inner = { ...room, most, depth: room.depth - 1 }
  const children = isList ? firstItems(node.children, inner) : beginning(node.children, inner)
  return children.length > 0 ? { ...node, children: children as ElementContent[] } : undefined
}

function firstItems(items: ElementContent[], { most, bytesOf }: Room): ElementContent[] {
  let used = 0
  const end = items.findIndex((item) => {
    used += bytesOf(item)
    return used > most
  })
  const kept = end < 0 ? items : items.slice(0, end)
  return kept.some(({ type }) => type === 'element') ? kept : []
}

function mayEndAfter(nodes: Nodes, index: number): boolean {
  const next = nodes[index + 1]
  return isBlock(nodes[index]) || next === undefined || isBlock(next)
}

function isBlock(node: Nodes[number] | undefined): boolean {
  return node?.type === 'element' && BLOCKS.has(node.tagName)
}

function withoutLeads(nodes: Nodes): Nodes {
  const last = nodes.findLastIndex((node) =>
    node.type === 'element' ? !LEADS_ON.has(node.tagName) : node.type === 'text' && node.value.trim() !== '',
  )
  return nodes.slice(0, last + 1)
}

function mendLinks(tree: Root, url: string): void {
  const ids = new Set<string>()
  eachElement(tree, (node) => {
    const id = property(node, 'id')
    if (id) ids.add(id)
  })
  eachElement(tree, (node) => {
    const href = property(node, 'href')
    if (href?.startsWith('#') && !ids.has(decoded(href.slice(1)))) node.properties = { ...node.properties, href: url }
  })
}

function decoded(fragment: string): string {
  try {
    return decodeURI(fragment)
  } catch {
    return fragment
  }
}

/** Of each piece as it stands in the text: written anew, boxes within boxes would be measured over and over. */
function measureIn(html: string): Room['bytesOf'] {
  return (node) => {
    const { start, end } = node?.position ?? {}
    if (start?.offset === undefined || end?.offset === undefined) return 0
    return Buffer.byteLength(html.slice(start.offset, end.offset))
  }
}
