import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../src/posts/page.ts'
import { resolveUrl } from '../../src/posts/resolve-url.ts'
import type { SiteIndex } from '../../src/posts/site-index.ts'

const pageAt = (path: string, url: string, bundle = false): Page => ({
  url,
  place: {
    path,
    folder: '',
    name: '',
    logicalPath: '',
    kind: 'page',
    bundle,
    section: '',
    languageKey: 'en',
  },
})

const post = pageAt('content/posts/a.md', 'https://site.example/blog/2026/a/')
const bundle = pageAt('content/posts/trip/index.md', 'https://site.example/blog/2026/trip/', true)
const about = pageAt('content/about.md', 'https://site.example/blog/about/')

const index: SiteIndex = {
  baseUrl: 'https://site.example/blog/',
  canonifyUrls: false,
  contentDirs: [{ dir: 'content', prefix: '', urlPrefix: '' }],
  pages: new Map([post, bundle, about].map((page) => [page.place.path, page])),
  contentFiles: new Map(
    [
      'content/posts/a.md',
      'content/about.md',
      'content/posts/trip/index.md',
      'content/posts/trip/boat 1.jpg',
      'content/posts/trip/maps/b.png',
      'content/posts/beside.png',
    ].map((path) => [path, `/site/${path}`]),
  ),
  staticDirs: [{ dir: 'static', prefix: '' }],
  staticFiles: new Map([
    ['images/a.jpg', '/site/static/images/a.jpg'],
    ['測試.png', '/site/static/測試.png'],
    ['café.jpg', '/site/static/café.jpg'],
  ]),
}

describe.each([
  [
    'from a post',
    post,
    [
      // As a browser would, with the file where the site holds it.
      ['/images/a.jpg', 'https://site.example/images/a.jpg', '/site/static/images/a.jpg'],
      ['/blog/images/a.jpg?w=1', 'https://site.example/blog/images/a.jpg?w=1', '/site/static/images/a.jpg'],
      ['../../images/a.jpg', 'https://site.example/blog/images/a.jpg', '/site/static/images/a.jpg'],
      ['/blog/%E6%B8%AC%E8%A9%A6.png', 'https://site.example/blog/%E6%B8%AC%E8%A9%A6.png', '/site/static/測試.png'],
      // Typed on a Mac, whose names are in NFD.
      ['/blog/cafe\u0301.jpg', 'https://site.example/blog/cafe%CC%81.jpg', '/site/static/café.jpg'],
      ['https://site.example/blog/images/a.jpg', 'https://site.example/blog/images/a.jpg', '/site/static/images/a.jpg'],
      ['https://other.example/images/a.jpg', 'https://other.example/images/a.jpg'],
      ['//other.example/a.jpg', 'https://other.example/a.jpg'],
      ['other/', 'https://site.example/blog/2026/a/other/'],
      ['?page=2', 'https://site.example/blog/2026/a/?page=2'],
      ['#part', 'https://site.example/blog/2026/a/#part'],
      ['', 'https://site.example/blog/2026/a/'],
      ['mailto:mei@lantern.example', 'mailto:mei@lantern.example'],
      ['//[broken', 'https://site.example/blog/2026/a/'],
      // Files beside the post, as editors show them.
      ['../about.md', 'https://site.example/blog/about/'],
      ['/about.md#who', 'https://site.example/blog/about/#who'],
      ['trip/index.md', 'https://site.example/blog/2026/trip/'],
      ['beside.png', 'https://site.example/blog/posts/beside.png', '/site/content/posts/beside.png'],
      ['../../static/images/a.jpg', 'https://site.example/blog/images/a.jpg', '/site/static/images/a.jpg'],
      ['../../static/missing.jpg', 'https://site.example/blog/missing.jpg'],
      // Nothing is there, but a theme with a <base> would show it.
      ['images/a.jpg', 'https://site.example/blog/images/a.jpg', '/site/static/images/a.jpg'],
      ['trip/maps/b.png', 'https://site.example/blog/2026/trip/maps/b.png', '/site/content/posts/trip/maps/b.png'],
    ],
  ],
  [
    'from a bundle',
    bundle,
    [
      ['boat 1.jpg', 'https://site.example/blog/2026/trip/boat%201.jpg', '/site/content/posts/trip/boat 1.jpg'],
      ['./boat%201.jpg', 'https://site.example/blog/2026/trip/boat%201.jpg', '/site/content/posts/trip/boat 1.jpg'],
      [
        '/blog/2026/trip/maps/b.png',
        'https://site.example/blog/2026/trip/maps/b.png',
        '/site/content/posts/trip/maps/b.png',
      ],
      ['missing.jpg', 'https://site.example/blog/2026/trip/missing.jpg'],
      ['../a.md', 'https://site.example/blog/2026/a/'],
    ],
  ],
])('%s', (_, from, links) => {
  it.each(links as [string, string, string?][])('%j', (href, url, file) => {
    expect(resolveUrl(href, from, index)).toEqual(file ? { url, file } : { url })
  })
})

it('takes a leading slash from the base URL where the site says canonifyURLs', () => {
  const canonical = { ...index, canonifyUrls: true }
  expect(resolveUrl('/images/a.jpg', post, canonical)).toEqual({
    url: 'https://site.example/blog/images/a.jpg',
    file: '/site/static/images/a.jpg',
  })
  expect(resolveUrl('/javascript:alert(1)', post, canonical).url).toBe('https://site.example/blog/javascript:alert(1)')
})

it('puts the files of a bundle with an ugly URL below it', () => {
  const ugly = { ...bundle, url: 'https://site.example/trip.html' }
  expect(resolveUrl('maps/b.png', ugly, index).url).toBe('https://site.example/trip/maps/b.png')
})

it('reaches no file that is not the site’s, however a link climbs', () => {
  const step = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    'posts',
    'trip',
    'etc',
    'passwd',
    'images',
    'a.jpg',
    '%2F',
    '\\',
    '//',
  )
  const files = new Set([...index.contentFiles.values(), ...index.staticFiles.values()])
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom('/', ''), (steps, lead) => {
      const { url, file } = resolveUrl(lead + steps.join('/'), bundle, index)
      expect(URL.canParse(url)).toBe(true)
      expect(file === undefined || files.has(file)).toBe(true)
    }),
  )
})
