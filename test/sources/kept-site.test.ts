import { existsSync, mkdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test, vi } from 'vitest'
import { openCache } from '../../src/cache/open-cache.ts'
import { NO_CACHE, type SiteCache } from '../../src/sources/cached-texts.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

/** A file system whose clock is as fine as can be: each time a file is written, its stamp is another. */
const fine = vi.hoisted(() => ({ stamps: new Map<string, number>(), reads: [] as string[] }))
vi.mock('../../src/sources/file-stamp.ts', () => {
  const stamp = (file: string) => fine.stamps.get(file)?.toString()
  return { fileStamp: stamp, settledStamp: stamp }
})
vi.mock('../../src/sources/read-text.ts', async (original) => {
  const { readText, readUtf8 } = await original<typeof import('../../src/sources/read-text.ts')>()
  return {
    readText: (absolute: string, file: string) => {
      fine.reads.push(file)
      return readText(absolute, file)
    },
    readUtf8: (absolute: string, file: string) => {
      fine.reads.push(file)
      return readUtf8(absolute, file)
    },
  }
})

const BEGAN = Temporal.Instant.from('2026-06-01T00:00:00Z')

const BASE = 'baseURL = "https://lantern.example/"\n'
const RAW_HTML = '\n[markup.goldmark.renderer]\nunsafe = true\n'

/** A site of which everything can be changed, and a cache that lives through it. */
class Site {
  readonly dir = aFolder({ 'hugo.toml': BASE + RAW_HTML, 'content/posts/a.md': '' })
  now = BEGAN
  #cache = this.#open()
  #writes = 0

  write(path: string, text: string): void {
    const file = join(this.dir, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    this.#writes += 1
    fine.stamps.set(file, this.#writes)
  }

  remove(path: string): void {
    rmSync(join(this.dir, path), { force: true })
  }

  rename(from: string, to: string): void {
    const [old, young] = [join(this.dir, from), join(this.dir, to)]
    if (!existsSync(old)) return
    mkdirSync(dirname(young), { recursive: true })
    renameSync(old, young)
    this.#writes += 1
    fine.stamps.set(young, this.#writes)
  }

  cached(namespace: string, name: string): string {
    return this.#cache.namespace(namespace).get(name) ?? ''
  }

  keep(namespace: string, name: string, text: string): void {
    this.#cache.namespace(namespace).put(new Map([[name, text]]))
  }

  /** What happens to the cache between two runs. */
  harm(how: (file: string) => void): void {
    this.#cache.close()
    how(join(this.dir, 'cache/cache.db'))
    this.#cache = this.#open()
  }

  /** The site as another run would find it, and which files it read for that. */
  async scan(): Promise<{ seen: string; read: string[] }> {
    fine.reads = []
    const namespace = this.#cache.namespace
    return this.#seen({
      pages: namespace('pages'),
      origins: namespace('origins'),
      renderedEntries: namespace('renderedEntries'),
    })
  }

  async lookAnew(): Promise<string> {
    return (await this.#seen(NO_CACHE)).seen
  }

  async #seen(cache: SiteCache): Promise<{ seen: string; read: string[] }> {
    const { posts, problems, renderedEntries } = await openSite(configIn(this.dir), this.now, cache)
    const said = await Promise.all(posts.map((post) => renderedEntries.rendered(post)))
    renderedEntries.keep()
    const key = renderedEntries.entriesKey(posts)
    if (cache !== NO_CACHE) expect(key, 'what was kept counts at once').toBeDefined()
    // Fields in the same order, too: what was made of a post is known by its text.
    return { seen: JSON.stringify({ posts, problems, said }, null, 1), read: fine.reads }
  }

  #open() {
    return openCache(join(this.dir, 'cache'), 'this program')
  }
}

const NAMES = ['a', 'b', 'c/index', 'c/_index', 'd.de'] as const
const name = fc.constantFrom(...NAMES)
const path = fc.tuple(fc.constantFrom('posts', 'notes'), name).map(([section, post]) => `content/${section}/${post}.md`)
const words = fc.constantFrom(
  'Plain words.',
  '![A lamp](lamp.png) and [another](b.md) and [it](/posts/a/)',
  '{{< ref "b" >}} and [there]({{< relref "/notes/a.md" >}})',
  '{{< note >}}inner{{< /note >}} {{< param place >}}',
  '<audio src="/sound.mp3"></audio> ![](/lamp.png) [a](https://lantern.example/sound.mp3)',
  '{{< figure src="lamp.png" >}} {{< broken',
)
const more = fc.constantFrom('', 'draft: true', 'slug: other', 'lastmod: 2026-05-02', 'cover: lamp.png', 'place: here')
const date = fc.constantFrom('2026-01-01', '2026-06-01T00:00:01Z', '2026-06-02T08:00:00.123456789+08:00', 'no date')
const post = fc
  .tuple(words, more, date)
  .map(([text, field, day]) => `---\ntitle: ${text.length}\ndate: ${day}\n${field}\n---\n${text}\n`)
const settings = fc
  .constantFrom(
    '',
    '[permalinks]\nposts = "/:year/:slug/"',
    '[params]\nplace = "sea"\n[languages.en]\n[languages.de]',
    'buildDrafts = true\ncanonifyURLs = true\n[[cascade]]\nplace = "hill"',
  )
  .chain((text) =>
    fc.constantFrom(BASE + text + RAW_HTML, BASE + text, `baseURL = "https://b.example/blog/"\n${text}${RAW_HTML}`),
  )

const changes: fc.Arbitrary<[does: string, (site: Site) => void]> = fc.oneof(
  fc.tuple(path, post).map(([at, text]) => [`write ${at}: ${text}`, (site: Site) => site.write(at, text)] as const),
  path.map((at) => [`remove ${at}`, (site: Site) => site.remove(at)] as const),
  fc.tuple(path, path).map(([a, b]) => [`rename ${a} ${b}`, (site: Site) => site.rename(a, b)] as const),
  settings.map((text) => [`settings ${text}`, (site: Site) => site.write('hugo.toml', text)] as const),
  more.map((field) => {
    const text = `---\ntitle: Section\ncascade:\n  ${field || 'author: Mei'}\n---\n`
    return [`cascade ${field}`, (site: Site) => site.write('content/posts/_index.md', text)] as const
  }),
  fc.constantFrom('<b>{{ inner }}</b>', '{{ page.title }}').map((text) => {
    return [`template ${text}`, (site: Site) => site.write('templates/shortcodes/note.liquid', text)] as const
  }),
  fc
    .constantFrom('static/lamp.png', 'static/sound.mp3', 'content/posts/lamp.png', 'content/notes/c/lamp.png')
    .chain((file) =>
      fc.constantFrom(
        [`put ${file}`, (site: Site) => site.write(file, 'x')] as const,
        [`take ${file}`, (site: Site) => site.remove(file)] as const,
      ),
    ),
  fc.constantFrom(-2, 1, 2, 90_000, 200_000).map((seconds) => {
    const move = (site: Site) => {
      site.now = site.now.add({ seconds })
    }
    return [`clock ${seconds}`, move] as const
  }),
  fc.constantFrom(
    ['cache cut short', (site: Site) => site.harm((file) => truncateSync(file, Math.floor(statSync(file).size / 2)))],
    ['cache overwritten', (site: Site) => site.harm((file) => writeFileSync(file, 'nothing of SQLite'))],
    ['cache gone', (site: Site) => site.harm((file) => rmSync(file))],
  ) as fc.Arbitrary<readonly [string, (site: Site) => void]>,
) as fc.Arbitrary<[string, (site: Site) => void]>

test('whatever happens to a site, it is found as if for the first time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(changes, { minLength: 1, maxLength: 3 }), { maxLength: 5 }), async (runs) => {
      const site = new Site()
      for (const [at, text] of [
        ['content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\n[b](b.md) ![](lamp.png)'],
        ['content/posts/b.md', '---\ntitle: B\ndate: 2026-01-02\n---\n{{< note >}}x{{< /note >}} {{< ref "a" >}}'],
      ] as const)
        site.write(at, text)
      expect((await site.scan()).seen).toBe(await site.lookAnew())
      for (const run of runs) {
        for (const [, change] of run) change(site)
        expect((await site.scan()).seen, run.map(([does]) => does).join('; ')).toBe(await site.lookAnew())
      }
    }),
    { numRuns: 60 },
  )
})

test('halves that two processes left behind are not put together', async () => {
  const site = new Site()
  site.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\nOld words.\n')
  await site.scan()
  const old = site.cached('renderedEntries', 'posts/a.md')
  site.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\nNew words.\n')
  await site.scan()
  site.keep('renderedEntries', 'posts/a.md', old)
  expect((await site.scan()).seen).toBe(await site.lookAnew())
})

test('of a post that is no longer there nothing is kept', async () => {
  const site = new Site()
  site.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\nWords.\n')
  await site.scan()
  site.remove('content/posts/a.md')
  await site.scan()
  expect(site.cached('renderedEntries', 'posts/a.md') + site.cached('origins', 'posts/a.md')).toBe('')
  expect(site.cached('pages', 'content/posts/a.md')).toBe('')
})

test('a file that is as it was is not read; one that changed is, and no other', async () => {
  const site = new Site()
  const text = (words: string) => `---\ntitle: ${words}\ndate: 2026-01-01\n---\n${words}\n`
  site.write('content/posts/a.md', text('A'))
  site.write('content/posts/b.md', text('B'))
  expect(new Set((await site.scan()).read)).toEqual(new Set(['content/posts/a.md', 'content/posts/b.md']))
  expect((await site.scan()).read).toEqual([])
  site.write('content/posts/b.md', text('Other'))
  expect(new Set((await site.scan()).read)).toEqual(new Set(['content/posts/b.md']))
})

test('a file that was written again with the same words is read once, and rendered by nobody', async () => {
  const site = new Site()
  const text = '---\ntitle: A\ndate: 2026-01-01\n---\nWords.\n'
  site.write('content/posts/a.md', text)
  await site.scan()
  site.write('content/posts/a.md', text)
  expect((await site.scan()).read).toEqual(['content/posts/a.md'])
  expect((await site.scan()).read).toEqual([])
})

test('a picture that appears changes the posts that show it, and no other', async () => {
  const site = new Site()
  site.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\n<audio src="/sound.mp3"></audio>\n')
  site.write('content/posts/b.md', '---\ntitle: B\ndate: 2026-01-01\n---\n[A](a.md)\n')
  await site.scan()
  site.write('static/sound.mp3', 'x')
  expect((await site.scan()).read).toEqual(['content/posts/a.md'])
})

test('a new template of a shortcode changes the posts that use it, and no other', async () => {
  const site = new Site()
  site.write('content/posts/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\n{{< note >}}x{{< /note >}}\n')
  site.write('content/posts/b.md', '---\ntitle: B\ndate: 2026-01-01\n---\n{{< youtube w7Ft2ymGmfc >}}\n')
  await site.scan()
  site.write('templates/shortcodes/note.liquid', '<b>{{ inner }}</b>')
  expect((await site.scan()).read).toEqual(['content/posts/a.md'])
  site.write('templates/shortcodes/note.liquid', '<i>{{ inner }}</i>')
  expect((await site.scan()).read).toEqual(['content/posts/a.md'])
})
