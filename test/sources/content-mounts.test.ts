import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import type { Body } from '../../src/posts/post.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { findSite } from '../../src/sources/find-site.ts'
import { asNobody } from '../as-nobody.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (text = 'Text', more = '') => `---\ntitle: A post\ndate: 2026-01-01\n${more}---\n${text}\n`
const mount = (source: string, target: string, more = '') =>
  `[[module.mounts]]\nsource = "${source}"\ntarget = "${target}"\n${more}`
const BASE = 'baseURL = "https://lantern.example/"\n'
const ALL = [
  mount('content', 'content'),
  mount('blog', 'content/blog'),
  mount('../vault', 'content/posts'),
  mount('../README.md', 'content/about.md'),
  mount('not-there', 'content/x'),
].join('')
/** As Hugo 0.111 publishes it, but for what is no post. */
const SITE = {
  'site/hugo.toml': BASE + ALL,
  'site/content/posts/a.md': post(),
  'site/content/posts/both.md': post('The first'),
  'site/blog/b.md': post(),
  'site/blog/sub/c.md': post(),
  'vault/both.md': post('The second'),
  'vault/deep/d.md': post(),
  'vault/bun/index.md': post('![A boat](pic.png) ![Of the site](/img/x.png)'),
  'vault/bun/pic.png': 'x',
  'README.md': post(),
}
const EVERYTHING = ['about', 'blog/b', 'blog/sub/c', 'posts/a', 'posts/both', 'posts/bun', 'posts/deep/d']

async function paths(files: Record<string, string>, source: string, dir = aFolder(files)): Promise<string[]> {
  const { posts } = await openSite(configIn(join(dir, 'site'), { source: join(dir, 'site', source) }), now)
  return posts.map(({ url }) => new URL(url).pathname.replace(/^\/|\/$/g, '')).toSorted()
}

const allOf = (body?: Body) => [body?.tree, [...(body?.files ?? [])]]

describe('content that is mounted', () => {
  it.each([
    ['.', EVERYTHING],
    // All that is mounted into the part of the content that it names.
    ['content', EVERYTHING],
    ['content/posts', EVERYTHING.filter((path) => path.startsWith('posts/'))],
    ['../vault', EVERYTHING.filter((path) => path.startsWith('posts/'))],
    ['../vault/deep', ['posts/deep/d']],
    ['blog', ['blog/b', 'blog/sub/c']],
  ])('is read by source %j', async (source, expected) => {
    expect(await paths(SITE, source)).toEqual(expected)
  })

  it('is its first mount’s where two put a file into one place', async () => {
    const dir = aFolder(SITE)
    const { posts, body } = await openSite(configIn(join(dir, 'site')), now)
    const both = posts.find(({ url }) => url.endsWith('/both/'))
    expect(both?.file).toBe('content/posts/both.md')
    expect(JSON.stringify(both && (await body(both)).body)).toContain('The first')
  })

  it('tells its posts apart by their paths from source', async () => {
    const dir = aFolder(SITE)
    const { posts } = await openSite(configIn(join(dir, 'site')), now)
    expect(posts.map(({ path }) => path).toSorted()).toEqual([
      '../../README.md',
      '../../vault/bun/index.md',
      '../../vault/deep/d.md',
      '../blog/b.md',
      '../blog/sub/c.md',
      'posts/a.md',
      'posts/both.md',
    ])
    expect(posts.find(({ path }) => path === '../blog/b.md')).toMatchObject({ file: 'blog/b.md', section: 'blog' })
  })

  it('may be in whole paths, and given to a language', async () => {
    const dir = aFolder({ ...SITE, 'hebrew/posts/h.md': post() })
    const { posts } = await openSite(
      configIn(
        join(
          aFolder({
            'site/hugo.toml': `${BASE}[languages.en]\n[languages.he]\n${mount('content', 'content')}${mount(join(dir, 'hebrew'), 'content', 'lang = "he"\n')}`,
            'site/content/a.md': post(),
          }),
          'site',
        ),
        {},
      ),
      now,
    )
    // `content` alone is the default language's.
    expect(posts.map(({ language, url }) => `${language} ${url}`)).toEqual(['en https://lantern.example/a/'])
  })

  it.each(['.', 'content/en', 'content/he'])('in several languages is read by source %j', async (source) => {
    const settings = `${BASE}[languages.en]\ncontentDir = "content/en"\n[languages.he]\ncontentDir = "content/he"\n`
    const files = { 'site/hugo.toml': settings, 'site/content/en/a.md': post(), 'site/content/he/b.md': post() }
    expect(await paths(files, source)).toEqual({ '.': ['a', 'he/b'], 'content/en': ['a'] }[source] ?? ['he/b'])
  })

  it('in folders that share none is read whole by the site’s own', async () => {
    const settings = `${BASE}[languages.en]\n[languages.he]\ncontentDir = "hebrew"\n`
    const files = { 'site/hugo.toml': settings, 'site/content/a.md': post(), 'site/hebrew/b.md': post() }
    expect(await paths(files, '.')).toEqual(['a', 'he/b'])
  })

  it('links its pages and pictures across its folders', async () => {
    const dir = aFolder({
      ...SITE,
      'site/hugo.toml': `${BASE}${ALL}${mount('../pictures', 'static/img')}`,
      'pictures/x.png': 'x',
      'site/blog/b.md': post(
        '[Down](sub/c.md) [A](../posts/a.md) [Vault](/posts/deep/d.md) [Bun](../posts/bun/index.md)',
      ),
    })
    const { posts, body } = await openSite(configIn(join(dir, 'site')), now)
    const text = async (end: string) => {
      const found = posts.find(({ url }) => url.endsWith(end))
      return JSON.stringify(found && allOf((await body(found)).body))
    }
    const links = [...(await text('/blog/b/')).matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href)
    expect(links).toEqual(
      ['blog/sub/c/', 'posts/a/', 'posts/deep/d/', 'posts/bun/'].map((path) => `https://lantern.example/${path}`),
    )
    const bundle = await text('/bun/')
    expect(bundle).toContain('https://lantern.example/posts/bun/pic.png')
    expect(bundle).toContain(join(dir, 'vault/bun/pic.png'))
    expect(bundle).toContain(join(dir, 'pictures/x.png'))
  })

  it('takes a bundle together whose files lie in two folders', async () => {
    const dir = aFolder({
      'site/hugo.toml': BASE + ALL,
      'site/content/posts/b/index.md': post('![A boat](pic.png)'),
      'vault/b/pic.png': 'x',
      'vault/b/note.md': post(),
    })
    const { posts, body } = await openSite(
      configIn(join(dir, 'site'), { source: join(dir, 'site/content/posts') }),
      now,
    )
    expect(posts.map(({ url }) => url)).toEqual(['https://lantern.example/posts/b/'])
    const text = JSON.stringify(posts[0] && allOf((await body(posts[0])).body))
    expect(text).toContain('https://lantern.example/posts/b/pic.png')
    expect(text).toContain(join(dir, 'vault/b/pic.png'))
  })
})

describe('what the site hides stays hidden', () => {
  it.each([
    ['by ignoreFiles', `ignoreFiles = ["/deep$"]\n${BASE}${ALL}`, 'deep/d'],
    [
      'by excludeFiles',
      BASE + ALL.replace('"content/posts"\n', '"content/posts"\nexcludeFiles = ["deep/**"]\n'),
      'deep/d',
    ],
    [
      'by includeFiles',
      BASE + ALL.replace('"content/posts"\n', '"content/posts"\nincludeFiles = ["b*/**"]\n'),
      'deep/d',
    ],
  ])('in a mount: %s', async (_, settings, hidden) => {
    for (const source of ['.', 'content', '../vault'])
      expect(await paths({ ...SITE, 'site/hugo.toml': settings }, source)).not.toContain(`posts/${hidden}`)
  })

  it.each(['content/posts', '../vault', 'content/posts/deep'])('by a section page above %j', async (source) => {
    const files = { ...SITE, 'site/content/posts/deep/e.md': post() }
    const cascade = '---\ntitle: Hidden\ncascade:\n  draft: true\n---\n'
    expect(await live({ ...files, 'site/content/_index.md': cascade }, source)).toEqual([])
    expect(await live({ ...files, 'vault/_index.md': cascade }, source)).toEqual([])
    expect((await live(files, source)).length).toBeGreaterThan(0)
  })

  it('by ignoreFiles, where source lies in what they name', async () => {
    const files = { 'site/hugo.toml': `ignoreFiles = ["private$"]\n${BASE}`, 'site/content/private/s.md': post() }
    expect(await paths(files, 'content/private')).toEqual([])
  })

  async function live(files: Record<string, string>, source: string): Promise<string[]> {
    const dir = aFolder(files)
    const { posts } = await openSite(configIn(join(dir, 'site'), { source: join(dir, 'site', source) }), now)
    return posts.flatMap(({ status, url }) => (status === 'live' ? [url] : []))
  }
})

describe('a mount that cannot be read', () => {
  async function problem(files: Record<string, string>, dir = aFolder(files)): Promise<string> {
    try {
      const { problems } = await openSite(configIn(join(dir, 'site')), now)
      return problems.map(formatProblem).join('\n').replaceAll(dir, '')
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      return `stops: ${error.problems.map(formatProblem).join('\n')}`.replaceAll(dir, '')
    }
  }

  it('beside the site stops everything: it may be a disk that is not there', async () => {
    const {
      'vault/both.md': _,
      'vault/deep/d.md': __,
      'vault/bun/index.md': ___,
      'vault/bun/pic.png': ____,
      ...rest
    } = SITE
    expect(await problem(rest)).toMatch(/^stops: \/vault: It cannot be read: it is not there\. .*take its mount away/)
  })

  it('in the site’s folder is passed over, as by Hugo, and named', async () => {
    expect(await problem(SITE)).toMatch(/^not-there: A folder of the content is not there\./)
  })

  it('for lack of permission stops everything', async () => {
    const dir = aFolder(SITE)
    chmodSync(dir, 0o755)
    chmodSync(join(dir, 'site/blog'), 0)
    const said = await asNobody(() => problem({}, dir))
    chmodSync(join(dir, 'site/blog'), 0o755)
    expect(said).toMatch(/^stops: blog: It cannot be read: permission is denied/)
  })
})

describe('the site of a content folder', () => {
  it.each(['.', 'content', 'content/posts', '../vault', 'blog'])('is found by source %j', async (source) => {
    const dir = join(aFolder(SITE), 'site')
    expect((await findSite(configIn(dir, { source: join(dir, source) }))).root).toBe(dir)
  })

  it('is none that has nothing to do with it', async () => {
    const dir = aFolder({ 'site/hugo.toml': BASE, 'site/content/a.md': post(), 'other/posts/a.md': post() })
    const found = await findSite(configIn(join(dir, 'site'), { source: join(dir, 'other') }))
    expect(found.site.files[0]).toBeUndefined()
  })

  it('may be around broadsheet.toml’s folder', async () => {
    const dir = aFolder({ 'hugo.toml': BASE, 'content/posts/a.md': post(), 'news/x': '' })
    const { posts } = await openSite(configIn(join(dir, 'news'), { source: join(dir, 'content') }), now)
    expect(posts.map(({ url }) => url)).toEqual(['https://lantern.example/posts/a/'])
  })
})
