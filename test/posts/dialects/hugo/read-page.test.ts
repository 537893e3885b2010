import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../../src/config/problem.ts'
import { contentSource } from '../../../../src/posts/content-source.ts'
import { hugoDialect } from '../../../../src/posts/dialects/hugo/hugo-dialect.ts'
import { fieldsOf } from '../../../../src/posts/front-matter-fields.ts'
import { readPost } from '../../../../src/posts/read-post.ts'
import { siteOf } from './a-site.ts'

const now = Temporal.Instant.from('2026-06-01T12:00:00Z')

/** Reads one file of a site that holds only it. */
function read(front: Record<string, unknown>, { path = 'content/posts/a.md', site = {} } = {}) {
  const dialect = hugoDialect(siteOf(site), [path])
  const place = dialect.place(path)
  const source = `${JSON.stringify(front, null, 1)}\nText\n`
  return place
    ? readPost(
        { source: contentSource(Buffer.from(source)), place, path: path.replace('content/', ''), file: path },
        dialect,
        now,
      )
    : undefined
}

const postOf = (...args: Parameters<typeof read>) => read(...args)?.page?.post

it('reads what front matter says', () => {
  const post = postOf({
    Title: '  A  title ',
    date: '2026-05-01T09:00:00+08:00',
    lastmod: '2026-05-02',
    summary: 'In short.',
    author: 'Mei',
    tags: ['x', 'y', 'x', ''],
    categories: 'notes',
  })
  expect(post).toMatchObject({
    id: 'path:posts/a.md@2026-05-01',
    path: 'posts/a.md',
    file: 'content/posts/a.md',
    url: 'https://site.example/posts/a/',
    title: 'A title',
    description: 'In short.',
    authors: [{ name: 'Mei' }],
    tags: ['x', 'y'],
    categories: ['notes'],
    section: 'posts',
    language: 'en',
    status: 'live',
  })
  expect(`${post?.publishedAt.instant} ${post?.publishedAt.offset}`).toBe('2026-05-01T01:00:00Z +08:00')
  expect(`${post?.updatedAt?.instant}`).toBe('2026-05-02T00:00:00Z')
})

describe('what is live', () => {
  const past = '2026-05-01'
  const future = '2026-07-01'
  it.each([
    ['live', { date: past }, {}],
    ['draft', { date: past, draft: true }, {}],
    ['draft', { date: past, draft: 'yes' }, {}],
    ['draft', { date: past, published: false }, {}],
    ['live', { date: past, draft: true }, { buildDrafts: true }],
    ['future', { date: future }, {}],
    ['future', { date: past, publishDate: future }, {}],
    ['live', { date: future, publishDate: past }, {}],
    ['live', { date: future }, { buildFuture: true }],
    ['expired', { date: past, expiryDate: past }, {}],
    ['expired', { date: past, unpublishdate: past }, {}],
    ['live', { date: past, expiryDate: future }, {}],
    ['live', { date: past, expiryDate: past }, { buildExpired: true }],
    ['future', { date: '2026-06-01 13:00:00' }, {}],
    ['live', { date: '2026-06-01 13:00:00' }, { timeZone: 'Asia/Taipei' }],
  ])('%s: %j %j', (status, front, site) => {
    expect(postOf(front, { site })?.status).toBe(status)
  })
})

describe('what is news', () => {
  it.each([
    ['a page without a date', { title: 'Imprint' }, 'content/imprint.md'],
    ['a page that only says when it changed', { lastmod: '2026-01-01' }, 'content/docs/a.md'],
    ['a section’s own page', { date: '2026-01-01' }, 'content/posts/_index.md'],
    ['a page that no list shows', { date: '2026-01-01', build: { list: 'never' } }, 'content/posts/a.md'],
  ])('not %s, though a link may lead there', (_, front, path) => {
    const result = read(front, { path })
    expect(result?.page?.url).toMatch(/^https/)
    expect(result?.page?.post).toBeUndefined()
    expect(result?.problems).toEqual([])
  })

  it.each([
    ['headless', { headless: true }],
    ['never rendered', { _build: { render: 'never' } }],
  ])('a page that is %s is none', (_, front) => {
    expect(read({ date: '2026-01-01', ...front })).toEqual({ problems: [] })
  })

  it('a dated page at the top is', () => {
    expect(postOf({ title: 'About', date: '2026-01-01' }, { path: 'content/about.md' })?.section).toBe('')
  })

  it('lastmod dates a post where the site puts it first', () => {
    const site = { frontmatter: { date: ['lastmod', 'date'] } }
    expect(postOf({ lastmod: '2026-01-01' }, { site })?.id).toBe('path:posts/a.md@2026-01-01')
  })

  it('what is no Markdown, or another page’s part, has no place', () => {
    const dialect = hugoDialect(siteOf({}), [
      'content/a/index.md',
      'content/a/notes.md',
      'content/a/b/index.md',
      'content/a.org',
    ])
    const placed = ['content/a/index.md', 'content/a/notes.md', 'content/a/b/index.md', 'content/a.org', 'themes/x.md']
    expect(placed.filter((path) => dialect.place(path))).toEqual(['content/a/index.md'])
  })
})

describe('dates by the site’s own order', () => {
  const site = { frontmatter: { date: ['written', ':default'], publishDate: ['written', ':default'] } }
  it('takes the first that is there', () => {
    expect(postOf({ written: '2026-02-02', date: '2026-01-01' }, { site })?.id).toContain('@2026-02-02')
    expect(postOf({ date: '2026-01-01' }, { site })?.id).toContain('@2026-01-01')
  })
  it('takes it from the file name', () => {
    const named = { frontmatter: { date: [':filename', ':default'] } }
    const post = postOf({ title: 'A' }, { site: named, path: 'content/posts/2026-02-02-my-post.md' })
    expect(post).toMatchObject({
      url: 'https://site.example/posts/my-post/',
      id: 'path:posts/2026-02-02-my-post.md@2026-02-02',
    })
  })
})

describe('aliases', () => {
  const aliases = ['/old', 'beside', '../up/', '/Old File.html', 'https://other.example/x/', '/old/']
  it('stand below the site, or beside the page', () => {
    expect(postOf({ date: '2026-01-01', aliases })?.aliases).toEqual([
      '/old/',
      '/posts/beside/',
      '/up/',
      '/Old File.html',
      '/x/',
    ])
  })
  it('have the language before them', () => {
    const site = { languages: { en: {}, he: {} } }
    const post = postOf(
      { date: '2026-01-01', aliases: ['/old/', '/he/older/'] },
      { site, path: 'content/posts/a.he.md' },
    )
    expect(post).toMatchObject({ aliases: ['/he/old/', '/he/older/'], id: 'alias:/he/old/', language: 'he' })
  })
})

it.each([
  ['content/a.zh-hans.md', 'https://site.example/zh-hans/a/'],
  ['content/a.zh-Hans.md', 'https://site.example/zh-hans/a/'],
  ['content/posts/b/index.zh-Hans.md', 'https://site.example/zh-hans/posts/b/'],
  ['content/posts/b/index.ZH-HANS.md', 'https://site.example/zh-hans/posts/b/'],
  ['content/a.zh_Hans.md', 'https://site.example/a.zh_hans/'],
  ['content/a.Hans.md', 'https://site.example/a.hans/'],
])('a language in a file’s name in either case, as newer Hugos have it: %s', (path, url) => {
  const site = { languages: { en: {}, 'zh-Hans': {} } }
  expect(postOf({ date: '2026-01-01' }, { site, path })?.url).toBe(url)
})

it('believes a post about its own language', () => {
  expect(postOf({ date: '2026-01-01', lang: 'zh_hant_tw' })?.language).toBe('zh-Hant-TW')
  expect(postOf({ date: '2026-01-01', language: 'Klingon, really' })?.language).toBe('en')
})

describe('problems', () => {
  const problemsOf = (...args: Parameters<typeof read>) => read(...args)?.problems.map(formatProblem)

  it('names each field that is no date, with its line', () => {
    expect(problemsOf({ title: 'A', date: '2025-13-01', expiryDate: ['x'] })).toEqual([
      'content/posts/a.md:3: date "2025-13-01" is not a date. Write it as 2025-01-13 or 2025-01-13T09:00:00+08:00.',
      'content/posts/a.md:4: expirydate "["x"]" is not a date. Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.',
    ])
    expect(postOf({ title: 'A', date: '2025-13-01' })).toBeUndefined()
  })

  it('calls a post without a title after its file, and says so', () => {
    const path = 'content/posts/2026-01-01-my_first-post.md'
    expect(postOf({ date: '2026-01-01' }, { path })?.title).toBe('my first post')
    expect(problemsOf({ date: '2026-01-01' }, { path })).toEqual([
      `${path}: The post has no title. It is called "my first post" after its file; write a title.`,
    ])
  })

  it('refuses a url with a host', () => {
    expect(problemsOf({ title: 'A', date: '2026-01-01', url: 'https://x.example/a/' })?.[0]).toContain(
      'a.md:4: url "https://x.example/a/" names a host, which Hugo does not take.',
    )
  })

  it('tells once of a permalink pattern that it cannot follow, and leaves its posts out', () => {
    const site = { permalinks: { posts: '/:sectionnumber/:slug/' } }
    expect(read({ title: 'A', date: '2026-01-01' }, { site })).toEqual({ problems: [] })
    expect(hugoDialect(siteOf(site), [], { file: 'hugo.toml' }).problems.map(formatProblem)).toEqual([
      'hugo.toml: The permalink pattern /:sectionnumber/:slug/ has :sectionnumber, which is not known here. Posts that follow it are left out.',
    ])
  })
})

describe('what a page is given', () => {
  const below = (fields: Record<string, unknown>, site = {}, section = {}) => {
    const [home, page] = ['content/posts/_index.md', 'content/posts/a.md']
    const dialect = hugoDialect(siteOf(site), [home, page], { sectionFields: new Map([[home, fieldsOf(section)]]) })
    const source = `${JSON.stringify({ title: 'A', date: '2026-01-01', ...fields })}\nText\n`
    return readPost(
      {
        source: contentSource(Buffer.from(source)),
        place: dialect.place(page) ?? expect.fail(),
        path: page,
        file: page,
      },
      dialect,
      now,
    )
  }

  it('by its section comes before what its site gives, its own before both', () => {
    const cascade = { tags: ['section'], author: 'Mei' }
    const site = { cascade: [{ target: { kind: 'page' }, tags: ['site'], categories: ['site'] }] }
    expect(below({}, site, { cascade }).page?.post).toMatchObject({
      tags: ['section'],
      categories: ['site'],
      authors: [{ name: 'Mei' }],
    })
    expect(below({ Tags: [] }, site, { cascade }).page?.post?.tags).toEqual([])
  })

  it('is never what tells one post from another', () => {
    const cascade = { id: 'same', aliases: ['/same/'] }
    expect(below({}, {}, { cascade }).page?.post).toMatchObject({
      id: 'path:content/posts/a.md@2026-01-01',
      aliases: [],
    })
  })

  it('may be a draft, or no place in any list', () => {
    expect(below({}, {}, { cascade: { draft: true } }).page?.post?.status).toBe('draft')
    expect(below({}, {}, { cascade: { build: { list: 'never' } } }).page?.post).toBeUndefined()
  })

  it('may be a pattern by its path, the first that matches winning (Hugo 0.161), or its section’s slug (0.149)', () => {
    const permalinks = [{ pattern: '/:sectionslug/:slug/', target: { path: '/posts/**' } }, { pattern: '/:slug/' }]
    expect(below({}, { permalinks }, { slug: 'Our News' }).page?.url).toBe('https://site.example/our-news/a/')
    expect(below({}, { permalinks: [{ pattern: '/n/:sectionslugs/:slug/' }] }).page?.url).toBe(
      'https://site.example/n/posts/a/',
    )
  })

  it.each([
    [{ tag: 'labels' }, { labels: ['x'], tags: ['y'] }, ['x']],
    [{ series: 'series', category: 'categories', author: 'authors' }, { series: 'x', authors: 'Mei' }, ['x']],
    [{ category: 'categories' }, { tags: ['x'] }, ['x']],
    [{ category: 'categories', archive: 'archive' }, { archive: '2024', tags: ['Tech'] }, ['Tech']],
    [{ category: 'categories', topic: 'topics' }, { topics: ['t'], tags: ['x'] }, ['x', 't']],
  ])('taxonomies %j: of %j the tags are %j', (taxonomies, fields, tags) => {
    expect(below(fields, { taxonomies }).page?.post?.tags).toEqual(tags)
  })
})

it.each([
  [{ tag: 'tags', category: 'categories', series: 'series' }, { series: ['S'], tags: ['x'] }, ['S']],
  [
    { tag: 'tags', series: 'series', author: 'authors', year: 'years' },
    { series: 'S', years: '2024', authors: 'Mei' },
    ['S'],
  ],
  [{ tag: 'tags', category: 'categories' }, { series: ['S'] }, undefined],
])('taxonomies %j: of %j the other terms are %j', (taxonomies, fields, terms) => {
  const page = postOf({ title: 'A', date: '2026-01-01', ...fields }, { site: { taxonomies } })
  expect(page?.terms).toEqual(terms)
})

it('a move keeps the hash, an edit changes it', () => {
  const hashOf = (title: string, path: string) => postOf({ title, date: '2026-01-01' }, { path })?.hash
  expect(hashOf('A', 'content/posts/b.md')).toBe(hashOf('A', 'content/posts/a.md'))
  expect(hashOf('B', 'content/posts/a.md')).not.toBe(hashOf('A', 'content/posts/a.md'))
})
