import type { Element, Root, RootContent } from 'hast'
import { property } from '../element.ts'
import { holdsMore, isMore } from './more.ts'
import { stylesOf } from './style-declarations.ts'

/** What a browser hands down from an element to what is within it. */
export interface Surroundings {
  /** `visibility: hidden`: what is within may be visible again. */
  isInvisible: boolean
  /** `font-size: 0`: words are not shown, pictures are. */
  isTiny: boolean
}

export const SHOWN: Surroundings = { isInvisible: false, isTiny: false }

/** What hides an element, or what is within it. */
type Hiding = Pick<Element, 'tagName' | 'properties'>
export const HIDING_ATTRIBUTES = ['style', 'hidden', 'popover', 'open']

/** What an element hands down; undefined where nothing of it is shown. */
export function surroundingsIn(node: Hiding, within: Surroundings): Surroundings | undefined {
  const styles = stylesOf(property(node, 'style'))
  return isNotDisplayed(node, styles) ? undefined : surroundingsWithin(styles, within)
}

/** Whether words are shown there. */
export function showsWords({ isInvisible, isTiny }: Surroundings): boolean {
  return !isInvisible && !isTiny
}

/**
 * Takes out of a tree what a page does not show, in place: no style outlives a feed or a mail, so the words would be shown there. What a page
 * fades in or unfolds by a style sheet or a script is not known here, and stays.
 */
export function dropHidden(tree: Root): void {
  tree.children = shown(tree.children, { isInvisible: false, isTiny: false })
}

function shown(nodes: RootContent[], within: Surroundings): RootContent[] {
  return nodes.flatMap((node): RootContent[] => {
    if (node.type === 'text') return showsWords(within) ? [node] : []
    return node.type === 'element' ? shownElement(node, within) : [node]
  })
}

function shownElement(node: Element, within: Surroundings): RootContent[] {
  const own = surroundingsIn(node, within)
  // Where the teaser ends is no secret.
  if (!own) return holdsMore(node) ? [{ type: 'comment', value: 'more' }] : []
  if (showsWords(own)) {
    if (node.children.length > 0) node.children = shown(node.children, own) as Element['children']
    return [node]
  }
  const hadChildren = node.children.length > 0
  node.children = shown(node.children, own) as Element['children']
  const isEmpty = node.children.every(isMore)
  return isEmpty && (own.isInvisible || hadChildren) ? node.children : [node]
}

/** What a browser gives `display: none` of itself; a style of the element's own wins over it. */
const UNDISPLAYED = ['hidden', 'popover']
const CLOSED = new Map([['dialog', 'open']])

function isNotDisplayed(node: Hiding, styles: ReadonlyMap<string, string>): boolean {
  const display = styles.get('display')
  if (display === 'none' || styles.get('content-visibility') === 'hidden') return true
  if (property(node, 'hidden')?.toLowerCase() === 'until-found') return true
  if (display !== undefined) return false
  const opens = CLOSED.get(node.tagName)
  if (opens !== undefined && node.properties[opens] === undefined) return true
  return node.tagName === 'datalist' || UNDISPLAYED.some((name) => node.properties[name] !== undefined)
}

function surroundingsWithin(styles: ReadonlyMap<string, string>, within: Surroundings): Surroundings {
  if (styles.size === 0) return within
  const visibility = styles.get('visibility')
  const isInvisible = visibility === 'hidden' || visibility === 'collapse'
  return {
    isInvisible: isInvisible || (within.isInvisible && visibility !== 'visible'),
    isTiny: isTiny(styles.get('font-size') ?? sizeOf(styles.get('font')), within),
  }
}

const NOTHING = /^\+?0*\.?0+(?:e\d+)?(?:[a-z]+|%)?$/
const RELATIVE = /^(?:[\d.+]+(?:em|ex|ch|%)|larger|smaller|inherit|unset)$/

function isTiny(size: string | undefined, within: Surroundings): boolean {
  if (size === undefined || RELATIVE.test(size)) return within.isTiny || (size !== undefined && NOTHING.test(size))
  return NOTHING.test(size)
}

/** `0/0 serif`: the size is what stands before the family and the height of a line. */
function sizeOf(font: string | undefined): string | undefined {
  return font?.split(/[\s/]+/).find((word) => /^[\d.+]/.test(word) && !/^[1-9]\d*$/.test(word))
}
