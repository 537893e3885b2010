import type { Element, ElementContent, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { EXIT, SKIP, visit } from 'unist-util-visit'
import type { AnnouncedFeed } from '../feeds/announced-feed.ts'
import { element, hasClass, property } from '../posts/element.ts'
import { placeholdersOf, type Variant } from './variant.ts'

export interface ArchivePage {
  /** Where the page is. */
  url: string
  /** Of which page it is a copy; by default its own. */
  canonical?: string
  /** What was wrong in it, in the order in which it is shown: made safe already. */
  corrections: { day: string; label: string; html: string }[]
  siteName: string
  /** Below which the pictures of mails are kept. */
  picturesUrl: string
  /** The site's, for an edition without a picture. */
  icon?: string
  /** When it went out, as RFC 3339 has it, and in words. */
  published: string
  date: string
  /** Feeds that a reader's program finds in the page. */
  feeds: AnnouncedFeed[]
  older?: ArchiveLink
  newer?: ArchiveLink
  /** Links below the mail: all numbers, subscribe, feed. */
  links: ArchiveLink[]
  /** Whether search engines may list it. */
  isIndexed: boolean
}

interface ArchiveLink {
  url: string
  label: string
}

/** Marks what makes sense in a mailbox only: the preheader, why you get this, how to leave. */
const MAIL_ONLY = 'mail-only'

/**
 * A sent mail as a page of the web, which is an entry of microformats2, too. Nobody's token, nor the place of one, is in
 * it. The stored mail is left as it is.
 */
export function archiveHtml(variant: Variant, page: ArchivePage): string {
  const tree = fromHtml(variant.html)
  removeMailParts(tree)
  for (const placeholder of Object.values(placeholdersOf(variant))) removeTokens(tree, placeholder)
  partOf(tree, 'head').children.push(...headElements(variant, page, pictureOf(tree, page)))
  const body = partOf(tree, 'body')
  addClass(body, 'h-entry')
  // Marked and not wrapped, for a mail's own styles go by what is within what.
  for (const child of body.children) if (child.type === 'element') addClass(child, 'e-content')
  body.children.unshift(...page.corrections.map(correctionBox))
  body.children.push(around(variant, page))
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

function headElements(
  { subject, preheader }: Variant,
  page: ArchivePage,
  picture: string | undefined,
): ElementContent[] {
  const description = preheader.trim()
  return [
    ...(page.isIndexed ? [] : [element('meta', { name: 'robots', content: 'noindex' })]),
    ...(description ? [element('meta', { name: 'description', content: description })] : []),
    element('link', { rel: ['canonical'], href: page.canonical ?? page.url }),
    ...linkTo(page.older, 'prev'),
    ...linkTo(page.newer, 'next'),
    ...page.feeds.map(({ url, type, title }) => element('link', { rel: ['alternate'], type, title, href: url })),
    ...openGraph({
      'og:type': 'article',
      'og:title': subject,
      'og:url': page.url,
      'og:site_name': page.siteName,
      'og:description': description,
      'og:image': picture ?? page.icon,
      'article:published_time': page.published,
    }),
    element('style', {}, [STYLE]),
  ]
}

/** Attributes of RDFa, by which what shares a page knows what to show (https://ogp.me). */
function openGraph(facts: Record<string, string | undefined>): ElementContent[] {
  return Object.entries(facts).flatMap(([property, content]) =>
    content ? [element('meta', { property, content })] : [],
  )
}

function linkTo(link: ArchiveLink | undefined, rel: 'prev' | 'next'): ElementContent[] {
  return link ? [element('link', { rel: [rel], href: link.url })] : []
}

/** Of the mail's pictures that are kept, the first that is no formula or sign within the text. */
function pictureOf(tree: Root, { picturesUrl }: ArchivePage): string | undefined {
  let found: string | undefined
  visit(tree, 'element', (node) => {
    const src = property(node, 'src')
    if (node.tagName !== 'img' || !src?.startsWith(picturesUrl)) return
    const width = Number(property(node, 'width') ?? LEAST_WIDTH)
    // Of a width in other units nothing is known.
    if (width < LEAST_WIDTH) return
    found = src
    return EXIT
  })
  return found
}

/** In CSS pixels: what shares a page shows nothing smaller. */
const LEAST_WIDTH = 200

/** In a mail's own colours, light and dark. */
const STYLE = [
  '.archive-frame{padding:0 24px 32px;text-align:center;color:#6b655a;font:15px/1.8 -apple-system,Segoe UI,Helvetica Neue,Arial,sans-serif}',
  '.archive-frame a{color:#8a2b1d;margin:0 10px;display:inline-block;padding:6px 0}',
  '.archive-frame p{margin:0}',
  'body{margin:0;background:#fbfaf6}',
  '.archive-correction{max-width:552px;margin:24px auto 0;padding:4px 20px;border:2px solid #8a2b1d;color:#1f1d1a;background:#fff;font:16px/1.6 Georgia,serif}',
  '@media (prefers-color-scheme:dark){body{background:#17181a}.archive-correction{background:#222326;color:#e8e4da;border-color:#e5a491}.archive-correction a{color:#e5a491}.archive-frame{color:#a9a398}.archive-frame a{color:#e5a491}}',
].join('')

function correctionBox({ day, label, html }: ArchivePage['corrections'][number]): Element {
  const time = element('time', { dateTime: day }, [label])
  return element('aside', { className: ['archive-correction'] }, [
    element('p', {}, [element('strong', {}, [time])]),
    ...(fromHtml(html, { fragment: true }).children as ElementContent[]),
  ])
}

/** What stands below the mail: its day, its neighbours, and where to go. */
function around({ subject }: Variant, page: ArchivePage): Element {
  const time = element('time', { className: ['dt-published'], dateTime: page.published }, [page.date])
  return element('footer', { className: ['archive-frame'] }, [
    element('data', { className: ['p-name'], value: subject }),
    element('p', {}, [element('a', { className: ['u-url'], href: page.url }, [time])]),
    element('nav', {}, [
      ...(page.older || page.newer
        ? [element('p', {}, [...anchor(page.older, 'prev'), ...anchor(page.newer, 'next')])]
        : []),
      element(
        'p',
        {},
        page.links.flatMap((link) => anchor(link)),
      ),
    ]),
  ])
}

function anchor(link: ArchiveLink | undefined, rel?: 'prev' | 'next'): ElementContent[] {
  return link ? [element('a', { href: link.url, rel: rel && [rel] }, [link.label])] : []
}

function addClass({ properties }: Element, name: string): void {
  const { className } = properties
  properties.className = [...(Array.isArray(className) ? className : []), name].map(String)
}

function partOf(tree: Root, tagName: 'head' | 'body'): Element {
  const html = tree.children.find((node): node is Element => isElement(node, 'html'))
  const found = html?.children.find((node): node is Element => isElement(node, tagName))
  // parse5 gives every document a head and a body.
  if (!found) throw new TypeError(`a document without ${tagName}`)
  return found
}

function isElement(node: RootContent, tagName: string): boolean {
  return node.type === 'element' && node.tagName === tagName
}
