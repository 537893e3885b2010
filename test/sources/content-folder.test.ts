import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import type { Post } from '../../src/posts/post.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (title: string, more = '', text = 'Text') =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n${more}---\n${text}\n`

const hugo = 'baseURL = "https://lantern.example/"\n'

describe('a Hugo site', () => {
  it('is read from its content folder, the newest post first', async () => {
    const dir = aFolder({
      'hugo.toml': `${hugo}timeZone = "Asia/Taipei"\n[permalinks]\nposts = "/:year/:slug/"`,
      'content/posts/a.md': post('Older'),
      'content/posts/b.md': '+++\ntitle = "Newer"\ndate = 2026-02-01\n+++\nText\n',
      'content/about.md': '---\ntitle: About\n---\n',
      'content/posts/draft.md': post('Draft', 'draft: true\n'),
    })
    const { posts, problems } = await openSite(configIn(dir), now)
    expect(problems).toEqual([])
    expect(posts.map(({ url, status }) => `${status} ${url}`)).toEqual([
      'live https://lantern.example/2026/newer/',
      'live https://lantern.example/2026/older/',
      'draft https://lantern.example/2026/draft/',
    ])
    expect(posts[0]?.publishedAt).toMatchObject({ offset: '+08:00' })
  })

  it('says which hash a post would have under other titles, as its file is now', async () => {
    const files = {
      'hugo.toml': hugo,
      'content/posts/a.md': post('A', '', 'Same'),
      'content/posts/b.md': `\ufeff${post('B', '', 'Same').replaceAll('\n', '\r\n')}`,
    }
    const dir = aFolder(files)
    const { posts, hashesUnder } = await openSite(configIn(dir), now)
    const [a, b] = ['A', 'B'].map((title) => posts.find((each) => each.title === title) as Post) as [Post, Post]
    expect(await hashesUnder(a, ['B', 'A'])).toEqual([b.hash, a.hash])
    expect(await hashesUnder(b, ['B', 'A'])).toEqual([b.hash, a.hash])
    rmSync(join(dir, 'content/posts/a.md'))
    expect(await hashesUnder(a, ['A'])).toEqual([])
  })

  it('has shortcodes of its own, and values of its own to show', async () => {
    const text = '{{< note >}}*{{% param phase %}}* at {{% param Place %}}{{< /note >}} {{< gone >}}'
    const dir = aFolder({
      'hugo.toml': `${hugo}[params]\nplace = "sea"\nphase = "full"\n`,
      'content/posts/a.md': post('A', 'phase: new\n', text),
      'templates/shortcodes/note.liquid': '<mark>{{ inner | markdown_line }}</mark>',
      'templates/shortcodes/notes.txt': 'not one',
    })
    const { posts, body } = await openSite(configIn(dir), now)
    const read = await body(posts[0] as Post)
    expect(feedHtml(read.body ?? expect.fail())).toBe('<mark><em>new</em> at sea</mark>')
    expect(read.problems.map(formatProblem)).toEqual([
      expect.stringMatching(/content\/posts\/a\.md:6: the shortcode `gone` is unknown/),
    ])
  })

  it("takes a bundle's own picture for its cover, where front matter names none", async () => {
    const dir = aFolder({
      'hugo.toml': hugo,
      'content/posts/a/index.md': post('A'),
      'content/posts/a/My Feature.png': '',
      'content/posts/a/cover.png': '',
      'content/posts/b/index.md': post('B', 'image: other.png\n'),
      'content/posts/b/other.png': '',
      'content/posts/b/feature.png': '',
      'content/posts/c.md': post('C'),
      'content/posts/feature.png': '',
    })
    const { posts, problems } = await openSite(configIn(dir), now)
    expect(problems).toEqual([])
    expect(Object.fromEntries(posts.map(({ title, cover }) => [title, cover]))).toEqual({
      A: {
        url: 'https://lantern.example/posts/a/My%20Feature.png',
        file: join(dir, 'content/posts/a/My Feature.png'),
      },
      B: { url: 'https://lantern.example/posts/b/other.png', file: join(dir, 'content/posts/b/other.png') },
      C: undefined,
    })
  })

  it('may be read in part: the paths stay those of the whole', async () => {
    const dir = aFolder({ 'hugo.toml': hugo, 'content/posts/a.md': post('A'), 'content/notes/b.md': post('B') })
    const { posts } = await openSite(configIn(dir, { source: join(dir, 'content/posts') }), now)
    expect(posts.map(({ path, url, section }) => ({ path, url, section }))).toEqual([
      { path: 'a.md', url: 'https://lantern.example/posts/a/', section: 'posts' },
    ])
  })

  it('may lie elsewhere than broadsheet.toml', async () => {
    const dir = aFolder({
      'site/hugo.toml': `${hugo}[permalinks]\nposts = "/:slug/"`,
      'site/content/posts/a.md': post('A'),
      'news/x': '',
    })
    const { posts } = await openSite({ ...configIn(join(dir, 'news'), { source: join(dir, 'site/content') }) }, now)
    expect(posts[0]).toMatchObject({ url: 'https://lantern.example/a/', file: join(dir, 'site/content/posts/a.md') })
  })

  it('has its languages by folder and by file name', async () => {
    const dir = aFolder({
      'hugo.toml': `${hugo}[languages.en]\n[languages.he]\ncontentDir = "content/he"\n[languages.fr]\n`,
      'content/posts/a.md': post('A'),
      'content/posts/a.fr.md': post('A'),
      'content/he/posts/a.md': post('A'),
    })
    const { posts } = await openSite(configIn(dir), now)
    expect(posts.map(({ language, url, section }) => `${language} ${section} ${url}`)).toEqual([
      'he posts https://lantern.example/he/posts/a/',
      'fr posts https://lantern.example/fr/posts/a/',
      'en posts https://lantern.example/posts/a/',
    ])
  })
})

describe('a folder without Hugo', () => {
  it('is read with Hugo’s defaults and broadsheet.toml’s zone and language', async () => {
    const dir = aFolder({ 'writing/2026/a.md': post('A') })
    const { posts } = await openSite(configIn(dir, { source: join(dir, 'writing') }), now)
    expect(posts[0]).toMatchObject({
      url: 'https://lantern.example/2026/a/',
      publishedAt: { offset: '+08:00' },
      language: 'en',
    })
  })

  it('follows content.permalink', async () => {
    const dir = aFolder({ 'content/posts/a.md': post('My Title') })
    const { posts } = await openSite(configIn(dir, { permalink: '/:section/:year/:slug/' }), now)
    expect(posts[0]?.url).toBe('https://lantern.example/posts/2026/my-title/')
  })
})

describe('bad input gets a sentence and loses nothing', () => {
  it('leaves out what is broken and reads the rest', async () => {
    const dir = aFolder({
      'content/posts/good.md': post('Good'),
      'content/posts/endless.md': '---\ntitle: Endless\n',
      'content/posts/latin.md': Uint8Array.from([0x63, 0x61, 0x66, 0xe9]),
      'content/posts/one.md': post('One', 'slug: same\n'),
      'content/posts/two.md': post('Two', 'slug: same\n'),
      'content/posts/when.md': '---\ntitle: When\ndate: soon\n---\n',
    })
    const { posts, problems } = await openSite(configIn(dir), now)
    expect(posts.map(({ title }) => title).toSorted()).toEqual(['Good', 'One'])
    expect(problems.map(formatProblem)).toEqual([
      'content/posts/endless.md:1: The front matter begins here and never ends. Close it with a line ---.',
      'content/posts/latin.md:1: It is not in UTF-8. Save it as UTF-8; until then it is left out.',
      'content/posts/when.md:3: date "soon" is not a date. Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.',
      'content/posts/two.md: It has the same URL as content/posts/one.md: https://lantern.example/posts/same/. ' +
        'Give one of them another slug or url; until then this one is left out.',
    ])
  })

  it('names the line: keys given twice, TOML without an end, Latin-1, a NUL; and what is too large', async () => {
    const dir = aFolder({
      'content/a.md': '---\ntitle: A\ndate: 2026-01-01\ntitle: B\n---\n',
      'content/b.md': '+++\ntitle = "B"\ntitle = "C"\n+++\n',
      'content/c.md': '{\n"title": "C",\n"title": "D"\n}\n',
      'content/d.md': '+++\ntitle = "D"\n\nText\n',
      'content/e.md': Buffer.concat([Buffer.from('---\ntitle: é\n---\n'), Buffer.from('é', 'latin1')]),
      'content/f.md': post('F', '', 'one\n\0two'),
      'content/g.md': Buffer.alloc(50 * 1024 * 1024, 'a'),
      'content/ok.md': post('OK'),
    })
    const { posts, problems, body } = await openSite(configIn(dir), now)
    expect(posts.map(({ title }) => title)).toEqual(['F', 'OK'])
    expect(problems.map(({ severity, file, line, code }) => `${severity} ${file}:${line} ${code}`)).toEqual([
      'warning content/a.md:4 front-matter.syntax',
      'error content/b.md:3 front-matter.syntax',
      'warning content/c.md:3 front-matter.syntax',
      'error content/d.md:1 front-matter.unterminated',
      'error content/e.md:4 source.encoding',
      'warning content/f.md:6 post.nul',
      'error content/g.md:undefined source.too-large',
    ])
    expect(formatProblem(problems.at(-1) ?? expect.fail())).toBe(
      'content/g.md: It has 50 MB; posts up to 10 MB are read. Make several of it; until then it is left out.',
    )
    expect(JSON.stringify((await body(posts[0] as Post)).body?.tree)).toContain('one\\ntwo')
  })

  it('has no trouble with posts that refer to each other in a circle', async () => {
    const dir = aFolder({
      'content/a.md': post('A', '', '[b]({{< ref "b" >}})'),
      'content/b.md': post('B', '', '[a]({{< ref "a" >}}) [b]({{< ref "b" >}})'),
    })
    const { posts, body } = await openSite(configIn(dir), now)
    const bodies = await Promise.all(posts.map(body))
    expect(bodies.flatMap(({ problems }) => problems)).toEqual([])
    expect(JSON.stringify(bodies[1]?.body?.tree)).toContain('"href":"https://lantern.example/a/"')
  })

  it('tells of a content folder that is not there', async () => {
    const { posts, problems } = await openSite(configIn(aFolder({ x: '' })), now)
    expect({ posts, codes: problems.map(({ code, file }) => `${file} ${code}`) }).toEqual({
      posts: [],
      codes: ['content source.unreadable'],
    })
  })

  it('stops where Hugo’s configuration is broken, since no URL can be told', async () => {
    const dir = aFolder({ 'hugo.toml': 'baseURL = "', 'content/a.md': post('A') })
    await expect(openSite(configIn(dir), now)).rejects.toThrow(BroadsheetError)
  })
})

describe('bodies', () => {
  const files = {
    'hugo.toml': `${hugo}[permalinks]\nposts = "/:year/:slug/"`,
    'static/images/a.jpg': 'jpg',
    'content/posts/trip/index.md': post(
      'Trip',
      'cover: { image: boat.jpg, alt: A boat }\n',
      '![a](/images/a.jpg) ![b](boat.jpg) [c](../other.md) [d]({{< ref "other" >}})',
    ),
    'content/posts/trip/boat.jpg': 'jpg',
    'content/posts/other.md': post('Other'),
  }
  const textOf = (tree: unknown) => JSON.stringify(tree)

  it('are made on demand, their links absolute and their pictures found', async () => {
    const dir = aFolder(files)
    const { posts, body } = await openSite(configIn(dir), now)
    const trip = posts.find(({ title }) => title === 'Trip') as Post
    expect(trip.cover).toEqual({
      url: 'https://lantern.example/2026/trip/boat.jpg',
      alt: 'A boat',
      file: join(dir, 'content/posts/trip/boat.jpg'),
    })
    // The store may know a post by an earlier identity.
    const { body: made, problems } = await body({ ...trip, id: 'id:earlier' })
    expect(problems).toEqual([])
    expect(made?.files).toEqual(
      new Map([
        ['https://lantern.example/images/a.jpg', join(dir, 'static/images/a.jpg')],
        ['https://lantern.example/2026/trip/boat.jpg', join(dir, 'content/posts/trip/boat.jpg')],
      ]),
    )
    expect(textOf(made?.tree).match(/"href":"[^"]*"/g)).toEqual([
      '"href":"https://lantern.example/2026/other/"',
      '"href":"https://lantern.example/2026/other/"',
    ])
  })

  it('that are gone or broken by now are problems', async () => {
    const dir = aFolder(files)
    const { posts, body } = await openSite(configIn(dir), now)
    const [trip, other] = ['Trip', 'Other'].map((title) => posts.find((item) => item.title === title) as Post)
    rmSync(join(dir, 'content/posts/other.md'))
    writeFileSync(join(dir, 'content/posts/trip/index.md'), '---\n')
    expect((await body(other as Post)).problems[0]?.code).toBe('source.unreadable')
    expect((await body(trip as Post)).problems[0]?.code).toBe('front-matter.unterminated')
  })
})
