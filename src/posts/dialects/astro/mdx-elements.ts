import type { Element } from 'hast'
import { element } from '../../element.ts'

/** What has no meaning of its own: what stands within it is shown, and is Markdown. */
const WRAPPERS = new Set(['', 'div', 'section', 'article', 'main', 'header', 'footer', 'nav', 'center', 'Fragment'])
/** Of which nobody sees a word. */
const UNSEEN = new Set(['script', 'style', 'template', 'head'])
/** Those that stand within a line, by which Markdown around them goes on. */
const INLINE = new Set(
  (
    'a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q rp rt ruby s samp small span strong sub sup time ' +
    'u var wbr button'
  ).split(' '),
)
const VOID = new Set(['br', 'hr', 'img', 'input', 'source', 'wbr', 'col', 'area', 'track', 'embed'])

export type TagKind = 'component' | 'wrapper' | 'unseen' | 'inline' | 'element'

export function kindOf(name: string): TagKind {
  if (WRAPPERS.has(name)) return 'wrapper'
  if (/^[^a-z]|[.:]/.test(name)) return 'component'
  if (UNSEEN.has(name)) return 'unseen'
  return INLINE.has(name) ? 'inline' : 'element'
}

export function isVoid(name: string): boolean {
  return VOID.has(name)
}

const PROPERTIES: Record<string, string> = { class: 'className', for: 'htmlFor', classname: 'className' }

/** An element of HTML with those of its attributes that say something to readers. */
export function htmlElement(name: string, args: ReadonlyMap<string, string>, children: Element['children']): Element {
  const shown = [...args].filter(([key]) => /^[a-z]+$/i.test(key) && !/^(?:on|set|style$)/i.test(key))
  return element(name, Object.fromEntries(shown.map(([key, value]) => [propertyOf(key), value])), children)
}

const propertyOf = (key: string) => (Object.hasOwn(PROPERTIES, key) ? (PROPERTIES[key] ?? key) : key)

/** The tag that begins an element in a line of Markdown. */
export function openingTag(name: string, args: ReadonlyMap<string, string>): string {
  const kept = ['href', 'title', 'lang', 'dir', 'cite', 'id']
  const written = kept.flatMap((key) => {
    const value = args.get(key)
    return value === undefined ? [] : [` ${key}="${value.replace(/[&"<>`\s]/g, escapedSign)}"`]
  })
  return `<${name}${written.join('')}>`
}

function escapedSign(sign: string): string {
  return /\s/.test(sign) ? ' ' : `&#${sign.charCodeAt(0)};`
}
