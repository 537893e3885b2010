import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../src/config/config.ts'
import { mapBounded } from '../../src/config/map-bounded.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { BroadsheetError } from '../../src/config/problem.ts'
import type { Body, Post } from '../../src/posts/post.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { shownParts } from './shown-parts.ts'
import { shownBody, shownHtml } from './shown-tree.ts'

/** A page as its own engine has it. */
export interface TheirPage {
  /** Below the content folder. */
  file: string
  url: string
  /** RFC 3339. */
  date: string
  /** Empty where the page has none of its own, and it is not compared. */
  title: string
  /** HTML, without its layout. */
  content: string
}

/** What is compared, in the order in which it is told. */
const ASPECTS = ['live', 'url', 'date', 'title', 'text', 'links', 'pictures'] as const
type Aspect = (typeof ASPECTS)[number]

export interface PageDifference {
  file: string
  what: Aspect
  theirs: string
  ours: string
}

export interface PagesVerdict {
  postCount: number
  differences: PageDifference[]
}

/** Opens a site with Broadsheet, and compares what it publishes as news with pages of the site's own engine, post for post. */
export async function comparePages(pages: TheirPage[], config: Config, now: Temporal.Instant): Promise<PagesVerdict> {
  const opened = await openSite(config, now)
  const live = opened.posts.filter(({ status }) => status === 'live')
  const ours = await mapBounded(live, 4, async (post) => ({ post, body: (await opened.body(post)).body }))
  return { postCount: pages.length, differences: compare(pages, ours, config.site.url) }
}

function compare(pages: TheirPage[], posts: { post: Post; body?: Body | undefined }[], base: string): PageDifference[] {
  const ours = new Map(posts.map((each) => [each.post.path, each]))
  const theirs = new Set(pages.map(({ file }) => file))
  const extra = posts.filter(({ post }) => !theirs.has(post.path))
  return [
    ...extra.map(({ post }) => ({ file: post.path, what: 'live' as const, theirs: 'no page', ours: post.url })),
    ...pages.flatMap((page) => {
      const our = ours.get(page.file)
      if (!our?.body) return [{ file: page.file, what: 'live' as const, theirs: page.url, ours: 'no live post' }]
      return comparePage(page, our.post, our.body, base)
    }),
  ]
}

function comparePage(page: TheirPage, post: Post, body: Body, base: string): PageDifference[] {
  const permalink = new URL(`.${page.url}`, base).href
  const their = shownParts(shownHtml(page.content, { title: page.title, permalink }))
  const own = shownParts(shownBody(body))
  const pairs: [Aspect, string, string][] = [
    ['url', permalink, post.url],
    ['date', Temporal.Instant.from(page.date).toString(), post.publishedAt.instant.toString()],
    ['title', page.title.replace(/\s+/g, ' ').trim(), post.title],
    ['text', their.text, own.text],
    ['links', their.links, own.links],
    ['pictures', their.pictures, own.pictures],
  ]
  return pairs
    .filter(([what, theirs, ours]) => theirs !== ours && !(what === 'title' && page.title === ''))
    .map(([what, theirs, ours]) => ({ file: page.file, what, theirs, ours }))
}

export function configOf(dir: string, url: string, dialect: string, source = '.'): Config {
  const text = stringify({ site: { title: 'Oracle', url }, content: { source, dialect, static: [] } })
  const secret = { BROADSHEET_SECRET: 'x'.repeat(43) }
  const { config, problems } = parseConfig(text, join(dir, 'broadsheet.toml'), secret, () => true)
  if (!config) throw new BroadsheetError(problems)
  return config
}

/** Each difference with its file and both values; then, of how many posts the two say the same. */
export function describePages(name: string, engine: string, { postCount, differences }: PagesVerdict): string {
  const told = differences.map(({ file, what, theirs, ours }) => {
    const at = firstDifference(theirs, ours)
    return `${file}: ${what}\n  ${engine}: ${excerpt(theirs, at)}\n  ours:   ${excerpt(ours, at)}`
  })
  const figures = ASPECTS.map((what) => {
    const other = new Set(differences.filter((each) => each.what === what).map(({ file }) => file)).size
    const same = Math.max(0, postCount - other)
    return `  ${what}: ${same} the same (${postCount === 0 ? '–' : `${(Math.floor((same / postCount) * 1000) / 10).toFixed(1)}%`})`
  })
  return [...told, `${name}: ${postCount} posts`, ...figures, ''].join('\n')
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function excerpt(text: string, at: number): string {
  return text.slice(Math.max(0, at - 60), at + 60).replaceAll('\n', ' ⏎ ')
}
