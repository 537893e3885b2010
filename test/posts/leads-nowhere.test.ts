import { describe, expect, it } from 'vitest'
import { leadsNowhere } from '../../src/posts/leads-nowhere.ts'
import type { Page } from '../../src/posts/page.ts'
import { resolveUrl } from '../../src/posts/resolve-url.ts'
import type { SiteBeyond, SiteIndex } from '../../src/posts/site-index.ts'

const pageAt = (path: string, url: string, bundle = false, aliases: string[] = []): Page => ({
  url: `https://site.example${url}`,
  place: {
    path,
    folder: path.split('/').slice(1, -1).join('/'),
    name: '',
    logicalPath: '',
    kind: 'page',
    bundle,
    section: '',
    languageKey: 'en',
  },
  post: { aliases } as Page['post'],
})

const post = pageAt('content/posts/a.md', '/posts/a/', false, ['/posts/old-a/'])
const pages = [
  post,
  pageAt('content/posts/b.md', '/posts/b/'),
  pageAt('content/posts/draft.md', '/posts/draft/'),
  pageAt('content/posts/trip/index.md', '/posts/trip/', true),
  pageAt('content/dated/c.md', '/2024/05/c/'),
  pageAt('content/dated/d.md', '/2024/05/d/'),
  pageAt('content/about.md', '/about/'),
  pageAt('content/de/posts/e.md', '/de/posts/e/'),
  pageAt('content/de/posts/f.md', '/de/posts/f/'),
]
const beyond: SiteBeyond = {
  files: new Set(['files/from-the-theme.pdf']),
  redirects: ['/posts/gone/', '/posts/2009*'],
  taxonomies: ['tags', 'categories'],
  linksAreRewritten: false,
  pagesAreKnown: true,
}
const index: SiteIndex = {
  baseUrl: 'https://site.example/',
  canonifyUrls: false,
  contentDirs: [{ dir: 'content', prefix: '', urlPrefix: '' }],
  pages: new Map(pages.map((page) => [page.place.path, page])),
  contentFiles: new Map(
    [...pages.map(({ place }) => place.path), 'content/posts/notes.org', 'content/posts/trip/boat.jpg'].map((path) => [
      path,
      `/site/${path}`,
    ]),
  ),
  staticDirs: [{ dir: 'static', prefix: '' }],
  staticFiles: new Map(['files/Book.pdf', 'gallery/index.html'].map((path) => [path, `/site/static/${path}`])),
  beyond,
}

describe('leads nowhere', () => {
  it.each([
    '/posts/nope/',
    '/posts/nope',
    '/posts/nope/#part',
    '/posts/nope/?a=1',
    '../nope/',
    'https://site.example/posts/nope/',
    'HTTPS://SITE.example/posts/nope/',
    '/2024/05/nope/',
    '/de/posts/nope/',
    'other.md',
    '../posts/other.md#part',
    '/posts/other.md',
    'sketch.png',
    '/files/other.pdf',
    'nothing.example',
  ])('%s', (href) => expect(resolveUrl(href, post, index)).toMatchObject({ isDead: true }))
})

describe('is not called dead', () => {
  it.each([
    ['the page itself', '#part'],
    ['the page itself', ''],
    ['a page', '/posts/b/'],
    ['without its slash', '/posts/b'],
    ['its file', '/posts/b/index.html'],
    ['in another case, which some servers level', '/Posts/B/'],
    ['by its source', 'b.md'],
    ['a draft', '/posts/draft/'],
    ['an alias', '/posts/old-a/'],
    ['a section', '/posts/'],
    ['a folder of dates', '/2024/05/'],
    ['the home page', '/'],
    ['a second page of a list', '/posts/page/2/'],
    ['a feed', '/posts/index.xml'],
    ["another engine's feed", '/posts/feed/'],
    ['another format', '/posts/b/index.json'],
    ['a term', '/tags/moon/'],
    ["a term's, in another language", '/de/categories/mond/'],
    ['a static file', '/files/Book.pdf'],
    ['a static page', '/gallery/'],
    ['what a theme brings', '/files/from-the-theme.pdf'],
    ['what only Hugo reads', '/posts/notes/'],
    ['a file of a bundle', '/posts/trip/boat.jpg'],
    ['another program at this host', '/shop/cart/'],
    ['a page of the root, where other programs are, too', '/nope/'],
    ['a folder of which one page is known', '/2023/01/nope/'],
    ['a redirect', '/posts/gone/'],
    ['a redirect of many', '/posts/2009-old-one/'],
    ['another site', 'https://other.example/posts/nope/'],
    ['another port', 'https://site.example:8443/posts/nope/'],
    ['a mail', 'mailto:me@site.example'],
    ['a file of a folder that is not there', '/downloads/program.zip'],
    ['a relative link as themes read it', './b'],
    ['nonsense', 'https://'],
  ])('%s: %s', (_, href) => expect(resolveUrl(href, post, index)).not.toHaveProperty('isDead'))

  it.each<[string, Partial<SiteBeyond>, string]>([
    ['where not every page is known', { pagesAreKnown: false }, '/posts/nope/'],
    ['where a template may find the page elsewhere', { linksAreRewritten: true }, '/posts/c/'],
    ['where a template may find the source elsewhere', { linksAreRewritten: true }, 'c.md'],
  ])('%s', (_, changed, href) => {
    expect(resolveUrl(href, post, index)).toHaveProperty('isDead')
    const other = { ...index, beyond: { ...beyond, ...changed } }
    expect(resolveUrl(href, post, other)).not.toHaveProperty('isDead')
  })

  it('where nothing is known of the site around', () => {
    const { beyond: _, ...bare } = index
    expect(leadsNowhere('/posts/nope/', 'https://site.example/posts/nope/', post, bare)).toBe(false)
  })
})
