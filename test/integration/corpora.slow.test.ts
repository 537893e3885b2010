import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import PostalMime, { type Email } from 'postal-mime'
import { Temporal } from 'temporal-polyfill'
import { SKIP, visit } from 'unist-util-visit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actions, bindActions } from '../../src/actions/actions.ts'
import { loadConfig, openDatabase, publicationPorts } from '../../src/app/publication-ports.ts'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import type { Post } from '../../src/posts/post.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { type Ran, runCompiled } from '../cli/a-publication.ts'
import { CORPORA, hasCorpora } from '../corpora.ts'
import { hasXmllint, xmllint } from '../feeds/other-readers.ts'
import { w3cFindings } from '../feeds/w3c/w3c-rules.ts'
import { configIn } from '../sources/a-folder.ts'

const ATOM_GRAMMAR = fileURLToPath(new URL('../feeds/formats/atom.rng', import.meta.url))

/** So many of the newest posts become mails. */
const NEWEST = 20

interface Site {
  dir: string
  /** The file of the post at a URL. */
  files: Map<string, string>
  run(...args: string[]): Promise<Ran>
  remove(): void
}

/** Real sites, made a publication by `init` as their owners would, built, and sent to a capture mailbox. */
describe.skipIf(!hasCorpora).each([
  { corpus: 'hugo-coderzh', entries: 20 },
  { corpus: 'hugo-letsencrypt', entries: 20 },
  { corpus: 'hugo-docs', entries: 0 },
])('$corpus (skipped where BROADSHEET_CORPORA is missing)', ({ corpus, entries }) => {
  let site: Site
  beforeAll(async () => {
    site = await initialised(corpus)
  }, 120_000)
  afterAll(() => site?.remove())

  it('has feeds that another program reads, in which nothing is left open', async () => {
    expect(await site.run('build')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`${entries} entries`),
    })
    const feeds = feedsIn(join(site.dir, 'dist/site'))
    for (const items of Object.values(feeds)) {
      expect(items).toHaveLength(entries)
      for (const { url, html } of items) {
        const source = sourceOf(site, url)
        expect(html.length > 100, url).toBe(
          source
            .split(/^(?:---|\+\+\+)$/m)
            .slice(2)
            .join('').length > 100,
        )
        expect(faultsOf(html, source), url).toEqual([])
      }
    }
  })

  it('has feeds of which the W3C validator would say nothing but of titles about HTML, valid to libxml2', () => {
    const dir = join(site.dir, 'dist/site')
    const documents = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?:feed|atom)\.xml$/.test(path),
    )
    for (const path of documents) {
      const text = readFileSync(join(dir, path), 'utf8')
      expect(
        w3cFindings(text).filter(({ fault }) => fault !== 'html'),
        path,
      ).toEqual([])
      if (hasXmllint) expect(xmllint(text, path.endsWith('atom.xml') ? ATOM_GRAMMAR : undefined), path).toBe('')
    }
  })

  it('is built twice to the same bytes', async () => {
    await site.run('build', '--out', join(site.dir, 'again'))
    for (const file of ['feed.xml', 'atom.xml', 'feed.json'])
      expect(readFileSync(join(site.dir, 'again', file), 'utf8')).toBe(
        readFileSync(join(site.dir, 'dist/site', file), 'utf8'),
      )
  })

  // A site of pages alone has no posts to send; a skipped test would fail in CI.
  if (entries === 0) return
  it(`sends its newest ${NEWEST} posts, each in a mail of its own, then all in one`, async () => {
    const posts = await inPublication(site, async (actions) => {
      const { live } = await actions.scan()
      await actions.addSubscriber({ address: 'ada@example.com' })
      const newest = live.sort(byDate).slice(0, NEWEST)
      for (const post of newest) await start(actions, [post])
      return newest
    })
    await site.run('run', '--once')
    const single = await mailsIn(site)
    expect(single.map(({ subject }) => subject).sort()).toEqual(posts.map(({ title }) => title).sort())
    for (const mail of single)
      expectWhole(
        mail,
        sourcesOf(
          site,
          posts.filter(({ title }) => title === mail.subject),
        ),
      )

    // Nobody gets a post twice: the digest goes to somebody else.
    await inPublication(site, async (actions) => {
      await actions.addSubscriber({ address: 'mei@example.org' })
      await start(actions, posts)
    })
    await site.run('run', '--once')
    const [digest, ...others] = (await mailsIn(site)).filter(({ to }) => to?.[0]?.address === 'mei@example.org')
    expect(others).toEqual([])
    if (digest) expectWhole(digest, sourcesOf(site, posts))
    // A long title goes on in the next line.
    const unbroken = (text = '') => text.replaceAll(/\s/g, '')
    for (const { title } of posts) expect(unbroken(digest?.text)).toContain(unbroken(title))
  })
})

/** Each by its own engine, and as a folder of Markdown; and how many of its posts are live. */
const BY_ENGINE = [
  { corpus: 'hugo-coderzh', dialect: 'hugo', source: 'content', posts: 348 },
  { corpus: 'hugo-letsencrypt', dialect: 'hugo', source: 'content', posts: 128 },
  { corpus: 'zola-rust', dialect: 'zola', source: 'content', posts: 217 },
  { corpus: 'jekyll-jekyll', dialect: 'jekyll', source: '.', posts: 102 },
  { corpus: 'eleventy-11ty', dialect: 'eleventy', source: 'src', posts: 66 },
  { corpus: 'eleventy-base', dialect: 'eleventy', source: 'content', posts: 4 },
  { corpus: 'astro-starter', dialect: 'astro', source: 'src/content', posts: 5 },
  { corpus: 'astro-starter', dialect: 'plain', source: 'src/content', posts: 4 },
] as const

describe.skipIf(!hasCorpora).each(BY_ENGINE)(
  '$corpus, read as $dialect (skipped where BROADSHEET_CORPORA is missing)',
  ({ corpus, dialect, source, posts }) => {
    it('leaves no template, no address without its site, and no picture that a mail cannot show', async () => {
      const dir = join(CORPORA, corpus)
      const config = configIn(dir, { source: join(dir, source), dialect, static: [] })
      const site = await openSite(config, Temporal.Instant.from('2026-12-01T00:00:00Z'))
      const live = site.posts.filter(({ status }) => status === 'live')
      expect(live.length).toBe(posts)
      const leaks: Record<string, string[]> = {}
      for (const post of live) {
        const { body } = await site.body(post)
        if (!body) continue
        const mail = mailHtml(body, { pictures: new Map(), columnWidth: 600 })
        const isMeant = MEANT.test(readFileSync(join(dir, source, post.path), 'utf8'))
        const looked = isMeant ? [] : (LEAKS[dialect] ?? [])
        const found = [...leaksIn(feedHtml(body), looked), ...leaksIn(mail, looked), ...unshownPictures(mail)]
        if (found.length > 0) leaks[post.path] = [...new Set(found)]
      }
      expect(leaks).toEqual({})
    })
  },
)

/** Beside code, where authors write templates to be read. */
function leaksIn(html: string, leaks: RegExp[]): string[] {
  const found: string[] = []
  visit(fromHtml(html, { fragment: true }) as Root, (node) => {
    if (node.type === 'element') {
      if (/^(?:code|pre|kbd|samp)$/.test(node.tagName)) return SKIP
      for (const name of ['href', 'src', 'background', 'poster']) {
        const url = node.properties[name]
        if (url !== undefined && !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(String(url))) found.push(`${name}=${url}`)
      }
    }
    if (node.type !== 'text') return undefined
    for (const leak of [...leaks, /\[object /])
      if (leak.test(node.value)) found.push(`${leak}: ${node.value.slice(0, 80)}`)
    return undefined
  })
  return found
}

const TEMPLATES = [/\{\{/, /\{[%#]/, /[%#]\}/]
/** By what an engine's posts have besides Markdown. */
const LEAKS: Record<string, RegExp[]> = {
  hugo: [/\{\{[<%]/],
  jekyll: TEMPLATES,
  zola: TEMPLATES,
  eleventy: TEMPLATES,
  astro: [/^import .* from /m, /^export (?:const|default) /m, /<\/?[A-Z]\w*[\s/>]/, /[{}]/],
  plain: [/\[\[/, /\]\]/, /%%/],
}
// With a comment or a backslash in it, authors write a shortcode to be seen.
const MEANT = /\{\{[<%]\/\*|\{\\?\{\\[<%]/

/** Of pictures that have no stand-in yet, these are links. */
function unshownPictures(html: string): string[] {
  const found: string[] = []
  visit(fromHtml(html, { fragment: true }) as Root, 'element', ({ tagName, properties }) => {
    const src = String(properties.src ?? '')
    if (tagName === 'img' && (!/^https?:/.test(src) || /\.(?:svgz?|avif|webp|heic|jxl)(?:[?#]|$)/i.test(src)))
      found.push(`img ${src}`)
  })
  return found
}

function expectWhole({ subject, html = '', text = '' }: Email, source: string): void {
  expect([...faultsOf(html, source), ...textFaults(text, source)], subject).toEqual([])
  expect(html.length, subject).toBeGreaterThan(1000)
  expect(text.length, subject).toBeGreaterThan(100)
}

async function initialised(corpus: string): Promise<Site> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), `broadsheet-${corpus}-`)))
  cpSync(join(CORPORA, corpus), dir, { recursive: true })
  const run = (...args: string[]) => runCompiled(dir, args)
  expect(await run('init')).toMatchObject({ exitCode: 0 })
  // Its pages are where they are; this test asks nobody.
  const file = join(dir, 'broadsheet.toml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('[content]', '[content]\nlive_check = "off"'))
  const { exitCode, stdout } = await run('check', '--json')
  expect(exitCode).toBe(0)
  const { posts } = JSON.parse(stdout) as { posts: { url: string; file: string }[] }
  const files = new Map(posts.map(({ url, file }) => [url, join(dir, file)]))
  return { dir, run, files, remove: () => rmSync(dir, { recursive: true }) }
}

async function inPublication<T>({ dir }: Site, use: (actions: Actions) => Promise<T>): Promise<T> {
  const config = await loadConfig(join(dir, 'broadsheet.toml'), {})
  const store = await openDatabase(config)
  try {
    return await use(bindActions(publicationPorts(config, store)))
  } finally {
    await store.close()
  }
}

/** Whoever delivers next sends it. */
async function start(actions: Actions, posts: Post[]): Promise<void> {
  const { start } = await actions.prepareSend({ newsletter: 'weekly', posts: posts.map(({ file }) => file) })
  expect(await start(true)).toMatchObject({ outcome: 'made', state: 'approved' })
}

function byDate(a: Post, b: Post): number {
  return b.publishedAt.instant.epochMilliseconds - a.publishedAt.instant.epochMilliseconds
}

function sourcesOf(site: Site, posts: Post[]): string {
  return posts.map(({ url }) => sourceOf(site, url)).join('')
}

function sourceOf({ files }: Site, url: string): string {
  return readFileSync(files.get(url) ?? expect.fail(`no post at ${url}`), 'utf8')
}

interface Item {
  url: string
  html: string
}

function feedsIn(dir: string): Record<'rss' | 'atom' | 'json', Item[]> {
  const text = (file: string) => readFileSync(join(dir, file), 'utf8')
  const rss = parseRssFeed(text('feed.xml')).items ?? []
  const atom = parseAtomFeed(text('atom.xml')).entries ?? []
  const json = parseJsonFeed(text('feed.json')).items ?? []
  return {
    rss: rss.map(({ link, content }) => ({ url: link ?? '', html: content?.encoded ?? '' })),
    atom: atom.map(({ links, content }) => ({ url: links?.[0]?.href ?? '', html: content?.value ?? '' })),
    json: json.map(({ url, content_html }) => ({ url: url ?? '', html: content_html ?? '' })),
  }
}

async function mailsIn(site: Site): Promise<Email[]> {
  const dir = join(site.dir, 'dist/mail')
  const names = readdirSync(dir).filter((name) => name.endsWith('.eml'))
  return Promise.all(names.map((name) => PostalMime.parse(readFileSync(join(dir, name)))))
}

/** What a feed's entry or a mail must not hold; what its author wrote so is meant so. */
function faultsOf(html: string, source: string): string[] {
  const faults: string[] = []
  visit(fromHtml(html) as Root, (node) => {
    if (node.type === 'text') faults.push(...textFaults(node.value, source))
    if (node.type !== 'element') return
    for (const name of ['href', 'src', 'background', 'poster']) {
      const url = node.properties[name]
      if (url !== undefined && !/^(?:https?:\/\/|mailto:|tel:|#)/i.test(String(url))) faults.push(`${name}=${url}`)
    }
  })
  return faults
}

function textFaults(text: string, source: string): string[] {
  return UNFILLED.filter(({ shown, meant }) => shown.test(text) && !meant.test(source)).map(({ shown }) => `${shown}`)
}

const UNFILLED = [
  // `{{</* x */>}}` and `{{\<` are what authors write to show a shortcode.
  { shown: /\{\{[<%]/, meant: /\{\{[<%]\/\*|\{\{\\</ },
  { shown: /undefined|\[object/, meant: /undefined|\[object/ },
]
