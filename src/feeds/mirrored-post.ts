import { createHash } from 'node:crypto'
import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Temporal } from 'temporal-polyfill'
import { asWritten, readDate } from '../posts/dates.ts'
import { eachElement } from '../posts/each-element.ts'
import { property, textOf } from '../posts/element.ts'
import { TooMuch } from '../posts/markdown/body-limits.ts'
import { dropHidden } from '../posts/markdown/hidden-elements.ts'
import { parseHtml } from '../posts/markdown/parse-html.ts'
import { resolveUrls } from '../posts/markdown/resolve-urls.ts'
import type { WrittenDate } from '../posts/post.ts'
import type { ForeignFeed, ForeignItem } from './foreign-feed.ts'

/** An item of somebody's feed as a content file: front matter in YAML, and HTML below it. */
export interface MirroredPost {
  /** Of its file, the same as long as the item has its id. */
  name: string
  text: string
  /** The feed has no more of it than a summary, or a text that breaks off, and its own article is not there. */
  isSummary: boolean
  url: string
  /** What the feed says of it, in HTML. */
  said: string
  /** It says no date. */
  isUndated: boolean
}

export interface MirrorContext {
  /** Of the feed. */
  url: string
  /** BCP 47; of items that do not say theirs. */
  language: string
  /** IANA zone, of dates without one. */
  timezone: string
  now: Temporal.Instant
  /** The day that the file of a name says already: an item without a date keeps the one on which it was first seen. */
  dateOf(name: string): string | undefined
  /** The article of an item's own page, which takes the place of a summary. */
  articleOf?(name: string): OwnArticle | undefined
}

export interface OwnArticle {
  html: string
  /** Of the page that it stood in. */
  url: string
}

/**
 * The items of a feed as files. What has no address, or is nested, or more, than any page needs, is left out and counted.
 * Of two with one id the first counts, which feeds have at the top.
 */
export function mirroredPosts(feed: ForeignFeed, context: MirrorContext): { posts: MirroredPost[]; leftOut: number } {
  const posts = new Map<string, MirroredPost>()
  let leftOut = 0
  for (const item of feed.items) {
    const post = unlessTooMuch(() => mirroredPost(item, feed, context))
    if (!post) leftOut += 1
    else if (!posts.has(post.name)) posts.set(post.name, post)
  }
  return { posts: [...posts.values()], leftOut }
}

function mirroredPost(item: ForeignItem, feed: ForeignFeed, context: MirrorContext): MirroredPost | undefined {
  const base = item.base ?? context.url
  const url = webAddress(item.url, base) ?? webAddress(item.id, base)
  if (url === undefined) return undefined
  const id = item.id ?? url
  const name = `${createHash('sha256').update(id).digest('hex').slice(0, 20)}.html`
  const said = item.content ?? item.summary ?? ''
  const article = isSummary(item) ? context.articleOf?.(name) : undefined
  const html = absolute(withMedia(article?.html ?? said, item), article?.url ?? item.base ?? url)
  const picture = webAddress(item.picture, base)
  const dated = dateOf(item.published, context)
  const published = dated ?? context.dateOf(name) ?? written({ instant: context.now, offset: '+00:00' })
  const updated = dateOf(item.updated, context)
  const front: Record<string, unknown> = {
    title: item.title ?? titleFrom(html) ?? url,
    date: published,
    ...(updated && updated !== published && { lastmod: updated }),
    id,
    url,
    ...((item.content !== undefined || article) && item.summary && { description: wordsOf(item.summary) }),
    ...(item.authors.length > 0 && { authors: item.authors }),
    ...(item.tags.length > 0 && { tags: item.tags }),
    language: item.language ?? feed.language ?? context.language,
    ...(picture && !html.includes(picture) && { cover: picture }),
  }
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return {
    name,
    text: `---\n${lines.join('\n')}\n---\n${html}\n`,
    isSummary: isSummary(item) && !article,
    url,
    said,
    isUndated: dated === undefined,
  }
}

/** What an item brings beside its text, such as an episode. */
function withMedia(html: string, { media }: ForeignItem): string {
  const unnamed = media.filter(({ url }) => !html.includes(url))
  return [html, ...unnamed.map(({ url, kind }) => `<${kind} controls src="${url.replaceAll('"', '%22')}"></${kind}>`)]
    .join('\n')
    .trim()
}

function webAddress(address: string | undefined, base: string): string | undefined {
  if (address === undefined || !URL.canParse(address, base)) return undefined
  const { href, protocol } = new URL(address, base)
  return /^https?:$/.test(protocol) && !/^(?:urn|tag):/i.test(address) ? href : undefined
}

function dateOf(text: string | undefined, { timezone }: MirrorContext): string | undefined {
  const date = text === undefined ? undefined : readDate(withOffset(text), timezone)
  return date && written(date)
}

/** Zones that RFC 822 §5.1 knows by name, which elsewhere are read in the site's own. */
function withOffset(text: string): string {
  return text.replace(/ (UTC?|GMT|[ECMP][SD]T)$/, (_, name: string) => ` ${OFFSETS[name] ?? '+0000'}`)
}

const OFFSETS: Record<string, string> = {
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
}

/** RSS has one element for both: a description that does not break off is taken for the whole. */
function isSummary({ content, summary = '', isDescription }: ForeignItem): boolean {
  return content === undefined && (!isDescription || BREAKS_OFF.test(wordsOf(summary)))
}

const BREAKS_OFF = /(?:\[…\]|\[\.{3}\]|…|\.{3}|\b(?:read|continue|view)\s+(?:more|on|reading|the rest)\W*)$/i

function written(date: WrittenDate): string {
  return `${asWritten(date).toString({ smallestUnit: 'second' })}${date.offset}`
}

/** Of a note without a title: its first words. */
function titleFrom(html: string): string | undefined {
  const words = wordsOf(html)
  if (words.length <= LONGEST_TITLE) return words || undefined
  const cut = words.slice(0, LONGEST_TITLE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_TITLE / 2)).trim()}…`
}

const LONGEST_TITLE = 70

function wordsOf(html: string): string {
  const tree = parseHtml(html)
  dropHidden(tree)
  return textOf(tree.children as ElementContent[])
    .replace(/\s+/g, ' ')
    .trim()
}

/** Where an item says nothing else, its links begin at its own page. */
function absolute(html: string, base: string): string {
  const tree = parseHtml(html)
  resolveUrls(tree, (address) => ({ url: URL.canParse(address, base) ? new URL(address, base).href : address }))
  eachElement(tree, (node) => {
    // A tracking pixel.
    if (node.tagName === 'img' && Number(property(node, 'width')) <= 1 && Number(property(node, 'height')) <= 1)
      node.properties = { hidden: true }
  })
  return toHtml(tree)
}

/** The date that such a file says. */
export function dateWritten(text: string): string | undefined {
  return /^date: "([^"\n]+)"$/m.exec(text)?.[1]
}

function unlessTooMuch<Made>(make: () => Made): Made | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof TooMuch) return undefined
    throw error
  }
}
