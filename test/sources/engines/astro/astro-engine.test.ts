import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectSite } from '../../../../src/sources/engines/engines.ts'
import { CORPORA, hasCorpora } from '../../../corpora.ts'
import { aFolder } from '../../a-folder.ts'
import { read } from '../reading.ts'

const CONFIG = `import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
// https://astro.build/config
export default defineConfig({ site: 'https://lantern.example', integrations: [mdx()] });
`
const page = (more = '', text = 'Text') => `---\ntitle: A\n${more}\n---\n${text}\n`
const config = (more: string) => `export default defineConfig({ site: "https://lantern.example", ${more} })`
const content = (
  loader: string,
) => `const blog = defineCollection({ loader: ${loader}, schema: z.object({ title: z.string() }) })
export const collections = { blog }`
const route = (collection: string, param = 'slug: post.id') =>
  `---\nconst posts = await getCollection('${collection}');\nreturn posts.map((post) => ({ params: { ${param} }, props: post }));\n---\n`
const open = (dir: string, more: Parameters<typeof read>[1] = {}, url = 'https://lantern.example/') =>
  read(dir, { source: join(dir, 'src/content'), dialect: 'auto', static: [], ...more }, { url })
const urls = async (files: Record<string, string>, more?: Parameters<typeof read>[1]) => {
  const { posts, said } = await open(aFolder({ 'astro.config.mjs': CONFIG, ...files }), more)
  return [...posts.map(({ url }) => url.replace('https://lantern.example', '')), ...said]
}

describe('an Astro site', () => {
  it('has dates, addresses and terms as Astro has them', async () => {
    const dir = aFolder({
      'astro.config.mjs': CONFIG,
      'src/content.config.ts': content("glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' })"),
      'src/content/blog/deep/Hello World_again! (2).md': page(
        "pubDate: 'Nov 20 2026'\ntags: [sky, sea]\ncategory: Lamps",
      ),
      'src/content/blog/deep/index.md': page('pubDate: 2026-11-19'),
      'src/content/blog/deep/Größe.md': page('pubDate: 2026-11-18'),
      'src/content/blog/deep/月亮.mdx': page('pubDate: 2026-11-17'),
      'src/content/blog/a.b.md': page('pubDatetime: 2026-11-16T23:30:00Z'),
      'src/content/blog/_under.md': page('date: 2026-11-15'),
      'src/content/blog/slug.md': page('slug: My/Own Slug\npublishDate: 2026-11-14\nupdatedDate: 2026-11-15'),
      'src/content/blog/draft.md': page('pubDate: 2026-11-13\ndraft: true'),
      'src/content/blog/ahead.md': page('pubDate: 2026-12-24'),
      'src/content/blog/undated.md': page(),
      'src/content/blog/data.json': '{}',
      'src/content/notes/first.md': page('pubDate: 2026-11-12'),
      'src/content/notes/_hidden.md': page('pubDate: 2026-11-12'),
    })
    const { lines, said, posts } = await open(dir)
    expect(said).toEqual([])
    expect(lines).toEqual([
      'future | https://lantern.example/blog/ahead/ | 2026-12-24 | A',
      'live | https://lantern.example/blog/deep/hello-world_again-2/ | 2026-11-20 | A | sky,sea',
      'live | https://lantern.example/blog/deep/ | 2026-11-19 | A',
      'live | https://lantern.example/blog/deep/gr%C3%B6%C3%9Fe/ | 2026-11-18 | A',
      'live | https://lantern.example/blog/deep/%E6%9C%88%E4%BA%AE/ | 2026-11-17 | A',
      'live | https://lantern.example/blog/ab/ | 2026-11-16 | A',
      'live | https://lantern.example/blog/_under/ | 2026-11-15 | A',
      'live | https://lantern.example/blog/My/Own%20Slug/ | 2026-11-14 | A',
      'draft | https://lantern.example/blog/draft/ | 2026-11-13 | A',
      'live | https://lantern.example/notes/first/ | 2026-11-12 | A',
    ])
    expect(posts.map(({ section }) => section)).toEqual([...Array(9).fill('blog'), 'notes'])
    expect(posts[1]?.categories).toEqual(['Lamps'])
    expect(posts[7]?.updatedAt?.instant.toString()).toBe('2026-11-15T00:00:00Z')
  })

  it.each([
    ['**/[^_]*.{md,mdx}', ['/blog/b/']],
    ['**/!(_)*.md', ['/blog/b/']],
    ['*.md', ['/blog/_a/', '/blog/b/']],
    ['[0-9]*.md', []],
  ])('takes what glob({ pattern: "%s" }) takes', async (pattern, expected) => {
    const found = await urls({
      'src/content.config.ts': content(`glob({ pattern: ${JSON.stringify(pattern)}, base: "./src/content/blog" })`),
      'src/content/blog/_a.md': page('pubDate: 2026-11-20'),
      'src/content/blog/b.md': page('pubDate: 2026-11-19'),
    })
    expect(found).toEqual(expected)
  })

  it('reads collections that lie elsewhere, and pages', async () => {
    const dir = aFolder({
      'astro.config.mjs': CONFIG,
      'src/content.config.ts': content("glob({ base: 'posts', pattern: ['**/*.md', '!old/**'] })"),
      'posts/a.md': page('pubDate: 2026-11-20'),
      'posts/old/b.md': page('pubDate: 2026-11-19'),
      'src/pages/news/c.md': page('pubDate: 2026-11-18'),
      'src/pages/news/_d.md': page('pubDate: 2026-11-18'),
      'src/pages/news/[e].md': page('pubDate: 2026-11-18'),
      'src/pages/about.md': page(),
      'node_modules/x/y.md': page('pubDate: 2026-11-18'),
    })
    const { posts, said } = await open(dir, { source: dir })
    expect(said).toEqual([])
    expect(posts.map(({ url, section }) => [url, section])).toEqual([
      ['https://lantern.example/blog/a/', 'blog'],
      ['https://lantern.example/news/c/', 'news'],
    ])
  })

  const one = { 'src/content/blog/2026/a.md': page('pubDate: 2026-11-20') }

  it.each<[string, Record<string, string>, string]>([
    ['no route', {}, '/blog/2026/a/'],
    ['a route of another name', { 'src/pages/writing/[...slug].astro': route('blog') }, '/writing/2026/a/'],
    ['a route at the top', { 'src/pages/[...id].astro': route('blog', 'id: post.id') }, '/2026/a/'],
    ['a route in a folder', { 'src/pages/p/[...slug]/index.astro': route('blog') }, '/p/2026/a/'],
    [
      'a route with its own collection beside others',
      {
        'src/pages/x/[slug].astro': `${route('blog')}${route('authors')}`,
        'src/pages/blog/[slug].astro': route('blog'),
      },
      '/blog/2026/a/',
    ],
    [
      'routes of tags and lists',
      {
        'src/pages/tags/[tag].astro': route('blog', 'tag: name'),
        'src/pages/all/[...page].astro': `${route('blog')} paginate(posts)`,
      },
      '/blog/2026/a/',
    ],
    ['no slash', { 'astro.config.mjs': config('trailingSlash: "never"') }, '/blog/2026/a'],
    ['pages as files', { 'astro.config.mjs': config('build: { format: "file" }') }, '/blog/2026/a'],
    ['a base', { 'astro.config.mjs': config('base: "/lamps/"') }, '/lamps/blog/2026/a/'],
    [
      'a source folder',
      {
        'astro.config.mjs': config('srcDir: "./app"'),
        'app/pages/w/[slug].astro': route('blog'),
        'app/content.config.ts': content("glob({ base: './src/content/blog', pattern: '**/*.md' })"),
      },
      '/w/2026/a/',
    ],
  ])('finds the address by %s', async (_, files, expected) => {
    const dir = aFolder({ 'astro.config.mjs': CONFIG, ...one, ...files })
    const { posts } = await open(dir)
    expect(posts.map(({ url }) => url)).toEqual([`https://lantern.example${expected}`])
  })

  it.each([
    ['/:collection/:id/', '/blog/2026/a/'],
    ['/:year/:month/:slug.html', '/2026/11/a.html'],
    [
      '/:nothing/',
      'content.permalink "/:nothing/" has :nothing, which is not known here. Posts that follow it are left out; see docs/configuration.md for what it may have.',
    ],
  ])('follows content.permalink %s', async (permalink, expected) => {
    expect(await urls(one, { permalink })).toEqual([expected])
  })

  it('has languages by their folders', async () => {
    const languages = config('i18n: { locales: ["en", { path: "fr", codes: ["fr-CA"] }], defaultLocale: "en" }')
    const files = {
      'astro.config.mjs': languages,
      'src/content/blog/en/a.md': page('pubDate: 2026-11-20'),
      'src/content/blog/fr/a.md': page('pubDate: 2026-11-19'),
      'src/content/blog/b.md': page('pubDate: 2026-11-18\nlang: de'),
    }
    const found = async (routes: Record<string, string>) => {
      const { posts } = await open(aFolder({ ...files, ...routes }))
      return posts.map(({ url, language }) => `${new URL(url).pathname} ${language}`)
    }
    expect(await found({})).toEqual(['/blog/en/a/ en', '/blog/fr/a/ fr-CA', '/blog/b/ de'])
    expect(await found({ 'src/pages/[lang]/blog/[...slug].astro': route('blog') })).toEqual([
      '/en/blog/a/ en',
      '/fr/blog/a/ fr-CA',
      '/blog/b/ de',
    ])
    expect(
      await found({
        'src/pages/blog/[...slug].astro': route('blog'),
        'src/pages/fr/blog/[...slug].astro': route('blog'),
      }),
    ).toEqual(['/blog/en/a/ en', '/fr/blog/a/ fr-CA', '/blog/b/ de'])
  })

  it('says what only code would tell, and what to write', async () => {
    const dir = aFolder({
      'astro.config.ts':
        'export default defineConfig({ site: process.env.SITE, base, trailingSlash: slash(), i18n: { locales: LOCALES, defaultLocale: "en" } })',
      'src/content.config.ts': `const blog = defineCollection({ loader: cms({ space: "x" }) })
const notes = defineCollection({ loader: glob({ base: "./src/content/notes", pattern: "**/*.md", generateId: ({ entry }) => entry }) })
const people = defineCollection({ loader: file("src/people.json") })
export const collections = { blog, notes, people }`,
      'src/pages/notes/[...slug].astro': route('notes', 'slug: getPath(post.id, true)'),
      'src/content/notes/a.md': page('pubDate: soon'),
      'src/content/notes/b.md': page('pubDate: 2026-11-20'),
    })
    const { said, lines } = await open(dir)
    expect(lines).toEqual(['live | https://lantern.example/notes/b/ | 2026-11-20 | A'])
    expect(said).toMatchInlineSnapshot(`
      [
        "astro.config.ts: Code makes the value of base, and is not run here. Write it as a part of url in [site].",
        "astro.config.ts: Code makes the value of trailingSlash, and is not run here. Write how your posts are linked as permalink in [content]: "/blog/:id/".",
        "astro.config.ts: Code makes the value of i18n.locales, and is not run here. Write a post's language as lang into its front matter.",
        "astro.config.ts: Code fills the collection "blog", and is not run here: its posts are not read. What is read are files: those of glob({ base, pattern }), both written as they are.",
        "astro.config.ts: Code of src/pages/notes/[...slug] works out the addresses of "notes"; here they end with the id of each. Where your posts have other addresses, write their pattern as permalink in [content]: "/blog/:id/".",
        "astro.config.ts: Code makes the ids of "notes" (generateId); here they are those of the names of the files. Where your posts have other addresses, write their pattern as permalink in [content]: "/blog/:id/".",
        "src/content/notes/a.md:3: pubdate "soon" is not a date. Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.",
      ]
    `)
  })

  it('finds pictures of the source folder, and of the public one', async () => {
    const text = '![a](../../assets/a.jpg) ![b](./b.png) ![c](/c.png)'
    const dir = aFolder({
      'astro.config.mjs': CONFIG,
      'src/content/blog/a.md': page('pubDate: 2026-11-20\nheroImage: ../../assets/a.jpg\nheroImageAlt: A lamp', text),
      'src/content/blog/b.md': page('pubDate: 2026-11-19\nheroImage: "~/assets/a.jpg"'),
      'src/content/blog/c.md': page('pubDate: 2026-11-18\nheroImage: /c.png'),
      'src/content/blog/d.md': page('pubDate: 2026-11-17\nimage: { src: "@/assets/a.jpg", alt: "A lamp" }'),
      'src/content/blog/b.png': 'png',
      'src/assets/a.jpg': 'jpg',
      'public/c.png': 'png',
    })
    const site = await open(dir)
    expect(site.said).toEqual([])
    const file = join(dir, 'src/assets/a.jpg')
    expect(site.posts.map(({ cover }) => [cover?.file, cover?.alt])).toEqual([
      [file, 'A lamp'],
      [file, undefined],
      [join(dir, 'public/c.png'), undefined],
      [file, 'A lamp'],
    ])
    const [post] = site.posts
    const files = post && (await site.body(post)).body?.files.values()
    expect([...(files ?? [])]).toEqual([file, join(dir, 'src/content/blog/b.png'), join(dir, 'public/c.png')])
  })

  it('reads plain Markdown as Astro does, and nothing of MDX in it', async () => {
    const text = `"Quotes" -- dash... 'single' {notjs} ~one~ www.example.com\n\nimport y from "z"\n\n## Head {#own}\n\n<div>\n\n*md*\n\n</div>\n`
    const dir = aFolder({ 'astro.config.mjs': CONFIG, 'src/content/blog/a.md': page('pubDate: 2026-11-20', text) })
    const { html, problems } = await (await open(dir)).html('blog/a.md')
    expect(problems).toEqual([])
    expect(html).toMatchInlineSnapshot(`
      "<p>“Quotes” — dash… ‘single’ {notjs} <del>one</del> <a href="http://www.example.com">www.example.com</a></p>
      <p>import y from “z”</p>
      <h2>Head {#own}</h2>
      <div>
      <p><em>md</em></p>
      </div>"
    `)
  })

  it('gives a first broadsheet.toml what it says of itself', async () => {
    const dir = aFolder({
      'astro.config.mjs': config('base: "lamps"'),
      'src/consts.ts': "export const SITE_TITLE = 'The Lantern';\nexport const SITE_DESCRIPTION = `Lamps`;\n",
      'src/content/config.ts': "export const collections = { blog: defineCollection({ type: 'content' }) }",
      'src/content/blog/a.md': page('pubDate: 2026-11-20'),
      'src/content/docs/b.md': page(),
      'src/pages/about.md': page(),
    })
    const found = await detectSite(dir)
    expect(found?.files).toEqual(['astro.config.mjs', 'src/content/config.ts'])
    expect(await found?.facts()).toEqual({
      dialect: 'astro',
      title: 'The Lantern',
      baseUrl: 'https://lantern.example/lamps/',
      description: 'Lamps',
      sections: {
        names: ['blog'],
        note: 'the collections that look like posts',
        reason: 'the collections that look like posts',
      },
      contentDir: 'src/content',
      staticDirs: ['public'],
      outDir: 'dist',
    })
  })

  it('takes them from a map, too, and the folder that holds all posts', async () => {
    const dir = aFolder({
      'astro.config.ts': 'export default defineConfig({ site: SITE.website })',
      'src/config.ts': `export const SITE = { website: "https://paper.example/", author: "Mei", desc: "Words", title: "Paper", lang: "zh-TW", timezone: "Asia/Taipei", pages: 4 } as const;`,
      'src/content.config.ts': content('glob({ pattern: "**/[^_]*.md", base: "./src/data/blog" })'),
      'src/data/blog/a.md': page('pubDatetime: 2026-11-20'),
    })
    expect(await (await detectSite(dir))?.facts()).toEqual({
      dialect: 'astro',
      title: 'Paper',
      baseUrl: 'https://paper.example/',
      description: 'Words',
      author: { name: 'Mei' },
      language: 'zh-TW',
      timeZone: 'Asia/Taipei',
      contentDir: 'src/data/blog',
      staticDirs: ['public'],
      outDir: 'dist',
    })
  })

  it('asks which of two engines is meant', async () => {
    const dir = aFolder({ 'astro.config.mjs': CONFIG, '_config.yml': 'title: A\n', ...one })
    await expect(open(dir)).rejects.toThrow(
      'This may be a site of Jekyll or of Astro: it has _config.yml and astro.config.mjs.',
    )
  })
})

/** As `astro build` makes it with the template's own pages. */
describe.skipIf(!hasCorpora)("Astro's starter (skipped where BROADSHEET_CORPORA is missing)", () => {
  it('has every post at its own address', async () => {
    const site = await open(join(CORPORA, 'astro-starter'))
    expect(site.said).toEqual([])
    expect(site.lines).toEqual([
      'live | https://lantern.example/blog/third-post/ | 2022-07-22 | Third post',
      'live | https://lantern.example/blog/second-post/ | 2022-07-15 | Second post',
      'live | https://lantern.example/blog/first-post/ | 2022-07-08 | First post',
      'live | https://lantern.example/blog/using-mdx/ | 2022-07-02 | Using MDX',
      'live | https://lantern.example/blog/markdown-style-guide/ | 2022-07-01 | Markdown Style Guide',
    ])
    const { html } = await site.html('blog/using-mdx.mdx')
    expect(html).toContain('<p>Embedded component in MDX</p>')
    expect(html).not.toMatch(/import HeaderLink|<HeaderLink/)
  })
})
