import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../../src/config/config.ts'
import { mapBounded } from '../../../src/config/map-bounded.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { BroadsheetError } from '../../../src/config/problem.ts'
import type { Body, Post } from '../../../src/posts/post.ts'
import { openSite } from '../../../src/sources/content-folder.ts'
import { readJekyllSite } from '../../../src/sources/engines/jekyll/read-config.ts'
import { shownParts } from '../shown-parts.ts'
import { shownBody, shownHtml } from '../shown-tree.ts'
import { copySite, JekyllFailed, type JekyllPage, runJekyll } from './run-jekyll.ts'

/** What is compared, in the order in which it is told. */
const ASPECTS = ['live', 'url', 'date', 'title', 'text', 'links', 'pictures'] as const
type Aspect = (typeof ASPECTS)[number]

export interface JekyllDifference {
  file: string
  what: Aspect
  jekyll: string
  ours: string
}

export interface JekyllVerdict {
  postCount: number
  differences: JekyllDifference[]
}

/**
 * Builds a Jekyll site with Jekyll and opens it with Broadsheet, and compares what both publish as news, post for post. The site itself
 * is only read.
 */
export async function oracleJekyll(dir: string, now: Temporal.Instant): Promise<JekyllVerdict> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-oracle-')))
  try {
    const copy = join(scratch, 'site')
    await copySite(dir, copy)
    const found = await readJekyllSite(copy)
    if (!found) throw new JekyllFailed(`${dir} has no Jekyll configuration.`)
    const pages = (await runJekyll(copy)).filter(({ isDated }) => isDated)
    const config = configFor(copy, found.site.baseUrl ?? 'https://site.example/')
    const opened = await openSite(config, now)
    const live = opened.posts.filter(({ status }) => status === 'live')
    const ours = await mapBounded(live, 4, async (post) => ({ post, body: (await opened.body(post)).body }))
    return { postCount: pages.length, differences: compare(pages, ours, config.site.url) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function compare(
  pages: JekyllPage[],
  posts: { post: Post; body?: Body | undefined }[],
  base: string,
): JekyllDifference[] {
  const ours = new Map(posts.map((each) => [each.post.path, each]))
  const theirs = new Set(pages.map(({ file }) => file))
  const extra = posts.filter(({ post }) => !theirs.has(post.path))
  return [
    ...extra.map(({ post }) => ({ file: post.path, what: 'live' as const, jekyll: 'no page', ours: post.url })),
    ...pages.flatMap((page) => {
      const our = ours.get(page.file)
      if (!our?.body) return [{ file: page.file, what: 'live' as const, jekyll: page.url, ours: 'no live post' }]
      return comparePage(page, our.post, our.body, base)
    }),
  ]
}

function comparePage(page: JekyllPage, post: Post, body: Body, base: string): JekyllDifference[] {
  const permalink = new URL(`.${page.url}`, base).href
  const jekylls = shownParts(shownHtml(page.content, { title: page.title, permalink }))
  const own = shownParts(shownBody(body))
  const pairs: [Aspect, string, string][] = [
    ['url', permalink, post.url],
    ['date', Temporal.Instant.from(page.date).toString(), post.publishedAt.instant.toString()],
    ['title', page.title.replace(/\s+/g, ' ').trim(), post.title],
    ['text', jekylls.text, own.text],
    ['links', jekylls.links, own.links],
    ['pictures', jekylls.pictures, own.pictures],
  ]
  return pairs
    .filter(([, jekyll, ours]) => jekyll !== ours)
    .map(([what, jekyll, ours]) => ({ file: page.file, what, jekyll, ours }))
}

function configFor(dir: string, url: string): Config {
  const text = stringify({ site: { title: 'Oracle', url }, content: { source: '.', dialect: 'jekyll', static: [] } })
  const secret = { BROADSHEET_SECRET: 'x'.repeat(43) }
  const { config, problems } = parseConfig(text, join(dir, 'broadsheet.toml'), secret, () => true)
  if (!config) throw new BroadsheetError(problems)
  return config
}

/** Each difference with its file and both values; then, of how many posts the two say the same. */
export function describeJekyll(name: string, { postCount, differences }: JekyllVerdict): string {
  const told = differences.map(({ file, what, jekyll, ours }) => {
    const at = firstDifference(jekyll, ours)
    return `${file}: ${what}\n  jekyll: ${excerpt(jekyll, at)}\n  ours:   ${excerpt(ours, at)}`
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
