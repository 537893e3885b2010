import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'
import type { AnnouncedFeed } from '../feeds/announced-feed.ts'
import { element, hasClass } from '../posts/element.ts'
import { placeholdersOf, type Variant } from './variant.ts'

export interface ArchivePage {
  /** Where the page is: its canonical URL. */
  url: string
  /** Feeds that a reader's program finds in the page. */
  feeds: AnnouncedFeed[]
  /** Links below the mail: all numbers, subscribe, feed. */
  links: { url: string; label: string }[]
  /** Whether search engines may list it: not where each post has a page of its own that should be found instead. */
  isIndexed: boolean
}

/** Marks what makes sense in a mailbox only: the preheader, why you get this, how to leave. */
const MAIL_ONLY = 'mail-only'

/** A sent mail as a page of the web. Nobody's token, nor the place of one, is in it. */
export function archiveHtml(variant: Variant, page: ArchivePage): string {
  const tree = fromHtml(variant.html)
  removeMailParts(tree)
  for (const placeholder of Object.values(placeholdersOf(variant))) removeTokens(tree, placeholder)
  childrenOf(tree, 'head').push(...headLinks(page))
  childrenOf(tree, 'body').push(...pageLinks(page))
  return toHtml(tree)
}

/** Outlook's conditional comments go, too. */
function removeMailParts(tree: Root): void {
  visit(tree, (node, index, parent) => {
    const isMailOnly = node.type === 'comment' || (node.type === 'element' && hasClass(node, MAIL_ONLY))
    if (!isMailOnly || !parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

/** Also where an operator's template forgot to mark its unsubscribe link as mail-only, or wrote it out as text. */
function removeTokens(tree: Root, placeholder: string): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'text') node.value = node.value.replaceAll(placeholder, '')
    if (node.type !== 'element') return
    const carriers = Object.keys(node.properties).filter((name) => String(node.properties[name]).includes(placeholder))
    if (carriers.length > 0 && node.tagName === 'a' && parent && index !== undefined) {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    for (const name of carriers) delete node.properties[name]
  })
}

function headLinks(page: ArchivePage): ElementContent[] {
  return [
    ...(page.isIndexed ? [] : [element('meta', { name: 'robots', content: 'noindex' })]),
    element('link', { rel: ['canonical'], href: page.url }),
    ...page.feeds.map(({ url, type, title }) => element('link', { rel: ['alternate'], type, title, href: url })),
  ]
}

function pageLinks(page: ArchivePage): ElementContent[] {
  if (page.links.length === 0) return []
  const links = page.links.map(({ url, label }) => element('a', { href: url, style: 'margin:0 10px' }, [label]))
  const style =
    'padding:0 24px 32px;text-align:center;font:15px/1.8 -apple-system,Segoe UI,Helvetica Neue,Arial,sans-serif'
  return [element('nav', { style }, links)]
}

function childrenOf(tree: Root, tagName: 'head' | 'body'): ElementContent[] {
  const html = tree.children.find((node): node is Element => isElement(node, 'html'))
  const found = html?.children.find((node): node is Element => isElement(node, tagName))
  // parse5 gives every document a head and a body.
  if (!found) throw new TypeError(`a document without ${tagName}`)
  return found.children
}

function isElement(node: RootContent, tagName: string): boolean {
  return node.type === 'element' && node.tagName === tagName
}
