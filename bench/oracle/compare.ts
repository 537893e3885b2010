import { Temporal } from 'temporal-polyfill'
import { summaryOf } from '../../src/bodies/summary.ts'
import { languageTag } from '../../src/posts/dialects/hugo/languages.ts'
import type { TaxonomyKeys } from '../../src/posts/dialects/hugo/taxonomies.ts'
import type { Body, Post, WrittenDate } from '../../src/posts/post.ts'
import { levelled } from './levelled.ts'
import type { HugoPage } from './run-hugo.ts'
import { shownParts } from './shown-parts.ts'
import { shownBody, shownHtml } from './shown-tree.ts'
import { summaryOfHugo } from './summary-of-hugo.ts'

/** What is compared, in the order in which it is told. */
export const ASPECTS = [
  ...(['live', 'status', 'permalink', 'date', 'lastmod', 'language'] as const),
  ...(['title', 'tags', 'categories', 'summary'] as const),
  // What is on the page, once both sides are made safe.
  ...(['text', 'elements', 'links', 'pictures'] as const),
]
export type Aspect = (typeof ASPECTS)[number]

/** One thing that Hugo and Broadsheet say differently about one page. */
export interface Difference {
  file: string
  what: Aspect
  hugo: string
  ours: string
  /** Of one that is told by itself to be no fault: as docs/hugo.md calls it. */
  reason?: string
}

/** A post of ours with its body; `file` as Hugo's page has it. */
export interface OurPost {
  file: string
  post: Post
  body: Body
  /** Hugo's word for its language, else the language that the post names itself. */
  languageKey: string
  /** The front matter fields that the site keeps them in. */
  taxonomies: TaxonomyKeys
}

/**
 * Every difference between Hugo's pages and our live posts.
 * @param linkBase from where links that begin with a slash are taken, where the site says so
 */
export function compareSite(pages: HugoPage[], posts: OurPost[], linkBase?: string): Difference[] {
  const ours = new Map(posts.map((post) => [post.file, post]))
  const theirs = new Set(pages.map(({ file }) => file))
  const missing = pages.filter(({ file }) => !ours.has(file))
  const extra = posts.filter(({ file }) => !theirs.has(file))
  return [
    ...missing.map(missingPost),
    ...extra.map(({ file, post }) => ({ file, what: 'live' as const, hugo: 'no page', ours: post.url })),
    ...pages.flatMap((page) => comparePage(page, ours.get(page.file), linkBase)),
  ]
}

function missingPost(page: HugoPage): Difference {
  const difference: Difference = { file: page.file, what: 'live', hugo: page.permalink, ours: 'no live post' }
  return saysNothing(page.content) ? { ...difference, reason: 'an empty page' } : difference
}

/** Comments are no words. */
function saysNothing(content: string): boolean {
  return content.replace(/<!--[\s\S]*?-->/g, '').trim() === ''
}

function comparePage(page: HugoPage, our: OurPost | undefined, linkBase: string | undefined): Difference[] {
  if (!our) return []
  const { post, body } = our
  const place = { ...page, language: post.language, ...(linkBase && { linkBase }) }
  const hugos = shownParts(shownHtml(page.content, place))
  const own = shownParts(shownBody(body))
  const summary = levelled(summaryOf(post, body))
  const pairs: [Aspect, string, string][] = [
    ['permalink', page.permalink, post.url],
    ['date', isoDate(hasDate(page.publishDate) ? page.publishDate : page.date), writtenDate(post.publishedAt)],
    ['lastmod', hugoLastmod(page, post), writtenDate(post.updatedAt ?? post.publishedAt)],
    ['language', ownLanguage(page) ?? page.languageKey, our.languageKey],
    ['title', oneLine(page.title), post.title],
    ['tags', terms(page, our.taxonomies.tags), post.tags.join(', ')],
    ['categories', terms(page, our.taxonomies.categories), post.categories.join(', ')],
    ['summary', summaryOfHugo(page, summary), summary],
    ['text', hugos.text, own.text],
    ['elements', hugos.elements, own.elements],
    ['links', hugos.links, own.links],
    ['pictures', hugos.pictures, own.pictures],
  ]
  return pairs
    .filter(([, hugo, ours]) => hugo !== ours)
    .map(([what, hugo, ours]) => ({ file: page.file, what, hugo, ours, ...(isUntitled(what, hugo) && UNTITLED) }))
}

const UNTITLED = { reason: 'a page without a title' }

function isUntitled(what: Aspect, hugo: string): boolean {
  return what === 'title' && hugo === ''
}

export function hasDate(date: string): boolean {
  return !date.startsWith('0001-')
}

function isoDate(written: string): string {
  const offset = written.endsWith('Z') ? '+00:00' : written.slice(-'+00:00'.length)
  return writtenDate({ instant: Temporal.Instant.from(written), offset })
}

function writtenDate({ instant, offset }: WrittenDate): string {
  return instant.toString({ timeZone: offset, smallestUnit: 'second' })
}

/** Hugo always has a time of change, Broadsheet only one that was written. */
function hugoLastmod(page: HugoPage, post: Post): string {
  const isCopied = [page.date, page.publishDate].includes(page.lastmod)
  return post.updatedAt === undefined && isCopied ? writtenDate(post.publishedAt) : isoDate(page.lastmod)
}

/** Front matter's `language`, which Hugo does not know. */
function ownLanguage({ params }: HugoPage): string | undefined {
  const written = params.language ?? params.lang
  return typeof written === 'string' ? languageTag(written) : undefined
}

function terms({ params }: HugoPage, keys: string[]): string {
  const list = keys.flatMap((key) => params[key] ?? [])
  return [...new Set(list.map((term) => oneLine(String(term))).filter(Boolean))].join(', ')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
