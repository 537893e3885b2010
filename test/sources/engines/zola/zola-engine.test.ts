import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BroadsheetError, formatProblem } from '../../../../src/config/problem.ts'
import { detectSite } from '../../../../src/sources/engines/engines.ts'
import { CORPORA, hasCorpora } from '../../../corpora.ts'
import { aFolder } from '../../a-folder.ts'
import { read } from '../reading.ts'

const CONFIG = 'base_url = "https://lantern.example"\n'
const page = (more = '', text = 'Text') => `+++\ntitle = "A"\n${more}\n+++\n${text}\n`
const open = (dir: string, url = 'https://lantern.example/') =>
  read(dir, { source: join(dir, 'content'), dialect: 'auto', static: [] }, { url })

describe('a Zola site', () => {
  it('has dates, addresses, languages and terms as Zola has them', async () => {
    const dir = aFolder({
      'config.toml': `${CONFIG}default_language = "en"\nignored_content = ["blog/*.bak.md", "{drafts,old}/**"]\n[languages.fr]\ntitle = "La lanterne"\n`,
      'content/_index.md': '+++\n+++\n',
      'content/blog/_index.md': '+++\ntransparent = true\n+++\n',
      'content/blog/2026-11-20-Hello World_again!.md': page('[taxonomies]\ntags = ["sky", "sea"]\nseries = ["One"]'),
      'content/blog/2026-11-19_under.md': page(),
      'content/blog/2026-11-18-folder/index.md': page(),
      'content/blog/2026-11-18-folder/index.fr.md': page(),
      'content/blog/2026-11-18-folder/notes.md': page('date = 2026-01-01'),
      'content/blog/dated.md': page('date = 2026-11-17T09:00:00+08:00\nslug = "Été à la mer"\nupdated = 2026-11-18'),
      'content/blog/own.md': page('date = 2026-11-16\npath = "/see/This"\naliases = ["old/one", "/old/two.html"]'),
      'content/blog/moved.md': page('path = "2026/11/15/moved"'),
      'content/blog/draft.md': page('date = 2026-11-14\ndraft = true'),
      'content/blog/ahead.md': page('date = 2026-12-24'),
      'content/blog/hidden.md': page('date = 2026-11-14\nrender = false'),
      'content/blog/a.bak.md': page('date = 2026-11-14'),
      'content/old/deep/a.md': page('date = 2026-11-14'),
      'content/about.md': page(),
    })
    const { lines, said, posts } = await open(dir)
    expect(said).toEqual([])
    expect(lines).toEqual([
      'live | https://lantern.example/blog/ahead/ | 2026-12-24 | A',
      'live | https://lantern.example/blog/hello-world-again/ | 2026-11-20 | A | sky,sea',
      'live | https://lantern.example/blog/under/ | 2026-11-19 | A',
      'live | https://lantern.example/fr/blog/folder/ | 2026-11-18 | A',
      'live | https://lantern.example/blog/folder/ | 2026-11-18 | A',
      'live | https://lantern.example/blog/ete-a-la-mer/ | 2026-11-17 | A',
      'live | https://lantern.example/see/This/ | 2026-11-16 | A',
      'live | https://lantern.example/2026/11/15/moved/ | 2026-11-15 | A',
      'draft | https://lantern.example/blog/draft/ | 2026-11-14 | A',
    ])
    expect(posts.find(({ path }) => path === 'blog/own.md')?.aliases).toEqual(['/old/one/', '/old/two.html'])
    expect(posts[1]?.terms).toEqual(['One'])
    expect(posts[3]?.language).toBe('fr')
  })

  it.each([
    ['paths = "on"', 'https://lantern.example/blog/hello-world/'],
    ['paths = "safe"', 'https://lantern.example/blog/Hello_World/'],
    ['paths = "off"', 'https://lantern.example/blog/Hello%20World/'],
    ['paths_keep_dates = true', 'https://lantern.example/blog/2026-11-20-hello-world/'],
  ])('makes slugs by [slugify] %s', async (setting, url) => {
    const dir = aFolder({
      'config.toml': `${CONFIG}[slugify]\n${setting}\n`,
      'content/blog/2026-11-20-Hello World.md': page(),
    })
    expect((await open(dir)).posts.map((post) => post.url)).toEqual([url])
  })

  it('leaves out a page whose name is spelt by tables that only Zola has, and says what to write', async () => {
    const dir = aFolder({
      'config.toml': CONFIG,
      'content/2026-11-20-月亮.md': page(),
      'content/2026-11-19-太陽.md': page('slug = "sun"'),
      'content/none.md': page('date = "soon"'),
    })
    const { lines, said } = await open(dir)
    expect(lines).toEqual(['live | https://lantern.example/sun/ | 2026-11-19 | A'])
    expect(said.sort()).toEqual([
      "content/2026-11-20-月亮.md:2: The name of the file, or of a folder above it, is in a script that Zola spells in Latin letters. Write the page's address as path or slug into its front matter; until then it is left out.",
      'content/none.md:3: date "soon" is not a date. Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.',
    ])
  })

  it('follows internal links and pictures beside the page, and leaves the words of shortcodes', async () => {
    const text = [
      'First. {{ youtube(id="abc", autoplay=true) }}',
      '',
      '<!-- more -->',
      '',
      'See [the sun](@/blog/2026-11-19-sun.md#heat) and ![A boat](boat.png).',
      '',
      '{% quote(author="Mei", lines=[1, 2]) %}',
      'Inner *text*',
      '{% end %}',
      '',
      '{{ image(src="boat.png", alt="Again") }}',
      '',
      '{{/* escaped() */}} and {{rust-src-base}} and `${{ steps.token }}`',
    ].join('\n')
    const dir = aFolder({
      'config.toml': CONFIG,
      'content/blog/2026-11-20-a/index.md': page('', text),
      'content/blog/2026-11-20-a/boat.png': 'png',
      'content/blog/2026-11-19-sun.md': page(),
    })
    const { html, problems } = await (await open(dir)).html('blog/2026-11-20-a/index.md')
    expect(html).toMatchInlineSnapshot(`
      "<p>First.</p>

      <p>See <a href="https://lantern.example/blog/sun/#heat">the sun</a> and <img src="https://lantern.example/blog/a/boat.png" alt="A boat">.</p>
      <p>Inner <em>text</em></p>
      <p><img src="https://lantern.example/blog/a/boat.png" alt="Again"></p>
      <p>{{ escaped() }} and {{rust-src-base}} and <code>\${{ steps.token }}</code></p>"
    `)
    expect(problems).toMatchInlineSnapshot(`
      [
        "content/blog/2026-11-20-a/index.md:5: the shortcode \`youtube\` is unknown: at most its words or its picture are shown. Its template is not run here. Write in Markdown what readers of mails and feeds are to see.",
        "content/blog/2026-11-20-a/index.md:11: the shortcode \`quote\` is unknown: at most its words or its picture are shown. Its template is not run here. Write in Markdown what readers of mails and feeds are to see.",
        "content/blog/2026-11-20-a/index.md:15: the shortcode \`image\` is unknown: at most its words or its picture are shown. Its template is not run here. Write in Markdown what readers of mails and feeds are to see.",
      ]
    `)
  })

  it.each([
    ['config.toml', `${CONFIG}title = "Lantern\n`],
    ['zola.toml', '= 1\n'],
  ])('says where %s cannot be read', async (file, text) => {
    const error = await detectSite(aFolder({ [file]: text })).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(BroadsheetError)
    expect((error as BroadsheetError).problems.map(formatProblem)[0]).toMatch(
      new RegExp(`^${file}:\\d:\\d?:? ?Zola's configuration cannot be read: |^${file}:\\d+: Zola's configuration`),
    )
  })

  it('gives a first broadsheet.toml what its configuration says', async () => {
    const text = `${CONFIG}title = "The Lantern"\ndescription = "Lamps"\nauthor = "Mei"\ndefault_language = "de"\n[languages.fr]\n`
    const found = await detectSite(aFolder({ 'config.toml': text }))
    expect(found?.files).toEqual(['config.toml'])
    expect(await found?.facts()).toEqual({
      dialect: 'zola',
      title: 'The Lantern',
      baseUrl: 'https://lantern.example',
      description: 'Lamps',
      author: { name: 'Mei' },
      language: 'de',
      contentDir: 'content',
      staticDirs: ['static'],
    })
  })
})

/** URLs are those of the site itself. */
describe.skipIf(!hasCorpora)('the Rust blog (skipped where BROADSHEET_CORPORA is missing)', () => {
  it('has every post at its own address', async () => {
    const site = await open(join(CORPORA, 'zola-rust'), 'https://blog.rust-lang.org/')
    expect(site.said).toEqual([])
    const urls = new Map(site.posts.map(({ path, url }) => [path, url]))
    expect(urls.get('Rust-1.95.0.md')).toBe('https://blog.rust-lang.org/2026/04/16/Rust-1.95.0/')
    expect(urls.get('MIR/index.md')).toBe('https://blog.rust-lang.org/2016/04/19/MIR/')
    expect(site.posts.length).toBe(217)
  }, 120_000)
})
