import type { Element, Root } from 'hast'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { eachElement } from '../../src/posts/each-element.ts'
import { element, hasClass, property, textOf } from '../../src/posts/element.ts'
import { replaceVideoFrames } from '../../src/posts/embeds.ts'
import { linkDrawings } from '../../src/posts/markdown/drawings.ts'
import { dropHidden } from '../../src/posts/markdown/hidden-elements.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import { plainElements } from '../../src/posts/markdown/plain-elements.ts'
import { resolveUrls } from '../../src/posts/markdown/resolve-urls.ts'
import type { Body, Post } from '../../src/posts/post.ts'
import { labelAlerts } from './label-alerts.ts'

/** Where Hugo put a page, and from where it takes the links on it. */
export interface HugoPlace {
  title: string
  permalink: string
  /** With `canonifyURLs`, links that begin with a slash are taken from here. */
  linkBase?: string
  /** Of the post. */
  language?: string
}

/** A body of ours as a feed shows it. */
export function shownBody(body: Pick<Body, 'tree'>): Root {
  return parseHtml(feedHtml({ files: new Map(), summaryLength: 0, ...body }))
}

/** HTML of Hugo's made safe in the same way, so that the two can be compared element for element. */
export function shownHtml(html: string, place: HugoPlace): Root {
  const tree = parseHtml(html)
  dropHidden(tree)
  asGoldmarkMeans(tree)
  labelAlerts(tree, place.language)
  plainElements(tree)
  resolveUrls(tree, (href) => ({ url: resolved(href, place) }))
  replaceVideoFrames(tree)
  linkDrawings(tree, { title: place.title, url: place.permalink } as Post)
  return shownBody({ tree })
}

function resolved(href: string, { permalink, linkBase }: HugoPlace): string {
  const [written, base] = linkBase !== undefined && /^\/(?!\/)/.test(href) ? [`.${href}`, linkBase] : [href, permalink]
  return URL.canParse(written, base) ? new URL(written, base).href : href
}

/** Hugo's own ways of writing what every renderer has: coloured code, footnotes, columns, frames of videos. */
function asGoldmarkMeans(tree: Root): void {
  eachElement(tree, (node, parent, index) => {
    if (hasClass(node, 'highlight') && node.tagName === 'div') {
      const code = plainCode(node)
      if (code) parent.children.splice(index, 1, code)
    } else if (hasClass(node, 'footnotes') && node.tagName === 'div') node.tagName = 'section'
    else if (node.tagName === 'th' || node.tagName === 'td') alignByAttribute(node)
    else if (isVideoFrame(node)) parent.children.splice(index, 1, ...node.children)
    // What Hugo calls every video says nothing.
    if (node.tagName === 'iframe' && /^(?:youtube|vimeo) video$/i.test(property(node, 'title') ?? ''))
      delete node.properties.title
  })
}

/** Of code with numbered lines in a table, the second cell. */
function plainCode(highlight: Element): Element | undefined {
  const blocks: Element[] = []
  eachElement(highlight, (node) => (node.tagName === 'code' ? blocks.push(node) : undefined))
  const code = blocks.at(-1)
  if (!code) return undefined
  dropLineNumbers(code)
  return element('pre', {}, [element('code', { className: code.properties.className }, [textOf(code.children)])])
}

function dropLineNumbers(tree: Element): void {
  tree.children = tree.children.filter((node) => node.type !== 'element' || !isLineNumber(node))
  for (const child of tree.children) if (child.type === 'element') dropLineNumbers(child)
}

/** Hugo numbers the lines of code where asked to; nobody copies them. */
function isLineNumber(node: Element): boolean {
  return hasClass(node, 'ln') || hasClass(node, 'lnt') || /user-select:\s*none/.test(property(node, 'style') ?? '')
}

/** As Goldmark writes it; what an author styles is no matter. */
function alignByAttribute(cell: Element): void {
  const align = /^text-align:(\w+)$/.exec(property(cell, 'style') ?? '')?.[1]
  if (align) cell.properties.align = align
}

/** `<div style="position: relative; …"><iframe>` of the shortcodes `youtube` and `vimeo`. */
function isVideoFrame({ tagName, properties, children }: Element): boolean {
  const inner = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const [frame] = inner
  const isAlone = inner.length === 1 && frame?.type === 'element' && frame.tagName === 'iframe'
  return tagName === 'div' && isAlone && /position:\s*relative/.test(String(properties.style ?? ''))
}
