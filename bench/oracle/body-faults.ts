import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { isUnshowable } from '../../src/bodies/pictures-of.ts'
import { readShortcodes } from '../../src/posts/dialects/hugo/shortcode-lexer.ts'
import { property } from '../../src/posts/element.ts'

/** What no reader may meet in a body, by the place where it is shown. */
export interface BodyFault {
  what: 'template text' | 'relative URL' | 'unsafe' | 'unshowable picture'
  /** The tag, address or text. */
  found: string
}

const RUNS = new Set('script style iframe frame object embed video audio form input button link meta base'.split(' '))
const ADDRESSES = ['href', 'src', 'cite', 'poster', 'srcSet', 'background', 'data', 'longDesc']

/**
 * The faults of a body as it is written for a feed, a mail or a page.
 * @param source the post as it is written: shortcodes that it shows on purpose are none
 */
export function bodyFaults(tree: Root, source: string): BodyFault[] {
  const faults: BodyFault[] = []
  let text = ''
  visit(tree, (node) => {
    if (node.type === 'text') text += node.value
    if (node.type === 'comment') faults.push({ what: 'unsafe', found: `<!--${node.value}-->` })
    if (node.type === 'element') faults.push(...elementFaults(node))
  })
  return [...faults, ...templateText(text, source)]
}

function elementFaults(element: Element): BodyFault[] {
  const { tagName, properties } = element
  const names = Object.keys(properties)
  const addresses = ADDRESSES.map((name) => property(element, name)).filter((address) => address !== undefined)
  return [
    ...(RUNS.has(tagName) || tagName.startsWith('broadsheet-') ? [{ what: 'unsafe' as const, found: tagName }] : []),
    ...names.filter((name) => /^(?:on|data)/.test(name)).map((name) => ({ what: 'unsafe' as const, found: name })),
    ...addresses.filter((address) => !isAbsolute(address)).map((found) => ({ what: 'relative URL' as const, found })),
  ]
}

/** A place in the same document counts, too. */
function isAbsolute(address: string): boolean {
  return /^(?:https?:\/\/[^/]|mailto:|tel:|#)/i.test(address)
}

function templateText(text: string, source: string): BodyFault[] {
  const rest = shownOnPurpose(source).reduce((left, shown) => left.replaceAll(shown, ''), withoutBlanks(text))
  return [...rest.matchAll(/[{]{2}[<%].{0,40}|[\u{FDD0}\u{FDD1}]/gu)].map(([found]) => ({
    what: 'template text',
    found,
  }))
}

// {{</* note */>}} is how an author shows {{< note >}}, or {{\< note >}} where Markdown takes the backslash away.
function shownOnPurpose(source: string): string[] {
  const comments = readShortcodes(source).flatMap((piece) => (piece.kind === 'comment' ? [piece.text] : []))
  const escaped = source.match(/(?:\\[{]\\[{]\\?|[{]{2}\\)[<%].{0,10}/g) ?? []
  const shown = [...comments, ...escaped.map((found) => found.replaceAll('\\', ''))].map(withoutBlanks)
  // The longest first: one may be a part of another.
  return shown.toSorted((a, b) => b.length - a.length)
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/g, '')
}

/** Pictures of a mail that too few mail clients show, or that have no width. @param made address of those made for it */
export function pictureFaults(mail: Root, made: (url: string) => boolean): BodyFault[] {
  const faults: BodyFault[] = []
  visit(mail, 'element', (node) => {
    const src = node.tagName === 'img' ? property(node, 'src') : undefined
    if (node.tagName !== 'img' || (src && isAbsolute(src) && !isUnshowable(src) && isSized(node, made(src)))) return
    faults.push({ what: 'unshowable picture', found: src ?? 'a picture without an address' })
  })
  return faults
}

/** Of a picture elsewhere the size is not known. */
function isSized(image: Element, isMade: boolean): boolean {
  return !isMade || (property(image, 'width') !== undefined && property(image, 'alt') !== undefined)
}
