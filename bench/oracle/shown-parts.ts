import type { Element, ElementContent, Nodes, Properties, Root } from 'hast'
import { eachElement } from '../../src/posts/each-element.ts'
import { element, property } from '../../src/posts/element.ts'
import { INLINE, shownText } from './shown-text.ts'

/** What a tree shows, in four ways that can be compared. */
export interface ShownParts {
  /** All words, a line for each block; in code every blank and line end as it is. */
  text: string
  /** Every element by name, with what it says besides addresses, as they stand within each other; `·` for words. */
  elements: string
  /** Address and words of each link, in order. */
  links: string
  /** Address and alt text of each picture, in order. */
  pictures: string
}

export function shownParts(tree: Root): ShownParts {
  const links: string[] = []
  const pictures: string[] = []
  eachElement(tree, (node) => {
    const href = node.tagName === 'a' ? property(node, 'href') : undefined
    if (href !== undefined) links.push(`[${oneLine(shownText(node))}](${normal(href)})`)
    if (node.tagName === 'img')
      pictures.push(`![${property(node, 'alt') ?? ''}](${normal(property(node, 'src') ?? '')})`)
  })
  return {
    text: shownText(tree),
    elements: elementsWithin(withParagraphs(tree)).join(' '),
    links: links.join('\n'),
    pictures: pictures.join('\n'),
  }
}

/** Words between blocks are a paragraph, whether or not one is written around them. */
function withParagraphs({ children }: Root): Root {
  const blocks: Root['children'] = []
  let line: Element | undefined
  for (const node of children) {
    if (node.type === 'element' ? !INLINE.has(node.tagName) && node.tagName !== 'br' : node.type !== 'text') {
      line = undefined
      blocks.push(node)
    } else if (isLineEnd(node) && isPicture(line?.children.at(-1))) line = undefined
    else if (line) line.children.push(node as ElementContent)
    else if (node.type === 'element' || (node.type === 'text' && node.value.trim() !== '')) {
      line = element('p', {}, [node])
      blocks.push(line)
    }
  }
  return { type: 'root', children: blocks }
}

/** Hugo drops the paragraphs of two shortcodes that stand on lines of their own. */
function isLineEnd(node: Nodes): boolean {
  return node.type === 'text' && /^\s*\n\s*$/.test(node.value)
}

function isPicture(node: Nodes | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'img'
}

/** Some sites have Hugo put no paragraph around a picture that stands alone. */
function isLonePicture({ tagName, children }: Element): boolean {
  const [only, other] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  return tagName === 'p' && !other && only?.type === 'element' && only.tagName === 'img'
}

function elementsWithin({ children }: Root | Element): string[] {
  return (children as Nodes[]).flatMap((node) => {
    if (node.type === 'text') return node.value.trim() === '' ? [] : ['·']
    if (node.type !== 'element') return []
    if (isLonePicture(node)) return elementsWithin(node)
    const inner = elementsWithin(node).join(' ')
    // What a script fills in a browser shows nothing.
    if (node.tagName === 'div' && inner === '') return []
    return [`${node.tagName}${saidBy(node.properties)}${inner === '' ? '' : `(${inner})`}`]
  })
}

/** Compared elsewhere. */
const ELSEWHERE = new Set(['href', 'src', 'alt'])

function saidBy(properties: Properties): string {
  const said = Object.entries(properties).filter(([name]) => !ELSEWHERE.has(name))
  const sorted = said.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, value]) => `[${name}=${Array.isArray(value) ? value.join(' ') : value}]`).join('')
}

/** Two ways of writing one address are the same. */
function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
