import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder } from './a-folder.ts'
import { read } from './engines/reading.ts'

const WORDS = 'It burns until the morning, if nobody opens the window in the night.'
const POST = `---\ntitle: A lamp\npubDate: 2026-11-20\n---\n${WORDS}\n\n<Chart data={[1, 2]} />\n`
const SITE = { 'astro.config.mjs': 'export default { site: "https://lantern.example" }' }
const page = (inner: string) =>
  `<!doctype html><html><head><title>x</title></head><body><nav><a href="/">Home</a></nav><main><h1>A lamp</h1><div class="prose">${inner}</div></main><footer>Feet</footer></body></html>`
const INNER = `<p>${WORDS}<a class="anchor" href="#x">#</a></p><p>Chart: 1, 2</p><img data-src="/_astro/a.h4sh.webp" src="data:image/gif;base64,R0" alt="A boat" width="20"><p><a href="../b/">b</a></p><script>alert(1)</script>`

async function open(files: Record<string, string>, built = 'site') {
  const dir = aFolder({ ...SITE, ...files })
  const past = new Date('2026-01-01T00:00:00Z')
  for (const name of Object.keys(files)) if (name.startsWith('src/')) utimesSync(join(dir, name), past, past)
  const content = { source: join(dir, 'src/content'), dialect: 'auto' as const, static: [], built: join(dir, built) }
  return { dir, content, site: await read(dir, content, { url: 'https://lantern.example/' }) }
}

describe('bodies out of the built site', () => {
  it.each(['site/blog/a/index.html', 'site/blog/a.html'])('are those of %s, with its pictures', async (file) => {
    const { dir, site } = await open({
      'src/content/blog/a.mdx': POST,
      [file]: page(INNER),
      'site/_astro/a.h4sh.webp': 'webp',
    })
    expect(site.said).toEqual([])
    const { html, problems } = await site.html('blog/a.mdx')
    expect(problems).toEqual([])
    expect(html).toBe(
      `<p>${WORDS}</p><p>Chart: 1, 2</p><img src="https://lantern.example/_astro/a.h4sh.webp" alt="A boat" width="20"><p><a href="https://lantern.example/blog/b/">b</a></p>`,
    )
    const [post] = site.posts
    const files = post && (await site.body(post)).body?.files
    expect([...(files ?? [])]).toEqual([
      ['https://lantern.example/_astro/a.h4sh.webp', join(dir, 'site/_astro/a.h4sh.webp')],
    ])
  })

  it('are those of a site below a folder', async () => {
    const config = { 'astro.config.mjs': 'export default { site: "https://lantern.example", base: "/lamps" }' }
    const { site } = await open({ ...config, 'src/content/blog/a.mdx': POST, 'site/blog/a/index.html': page(INNER) })
    expect((await site.html('blog/a.mdx')).html).toContain('Chart: 1, 2')
  })

  it('give way to Broadsheet’s own where the post has no page, or is not found in it', async () => {
    const { site } = await open({
      'src/content/blog/a.mdx': POST,
      'src/content/blog/b.md': POST.replace('burns', 'glows'),
      'src/content/blog/c.md': POST.replace(WORDS, 'Hi').replace(/<Chart.*/, ''),
      'src/content/blog/d.md': `${POST}draft: no`.replace('title', 'draft: true\ntitle'),
      'site/blog/a/index.html': page('<p>Something else that somebody wrote of the sea.</p>'),
      'site/blog/c/index.html': page('<p>Hi</p>'),
    })
    expect(site.said).toEqual([
      'src/content/blog/b.md: The post has no page in site: Broadsheet renders it itself. Build the site again.',
    ])
    const { html, problems } = await site.html('blog/a.mdx')
    expect(html).toBe(`<p>${WORDS}</p>`)
    expect(problems[0]).toBe(
      'src/content/blog/a.mdx: The post is not found in its page in site, where most of its words are not: Broadsheet renders it itself. Build the site again, and look at the page.',
    )
    expect((await site.html('blog/c.md')).problems).toEqual([])
  })

  it('are not looked for where there is no such folder', async () => {
    const { site } = await open({ 'src/content/blog/a.mdx': POST }, 'public')
    expect(site.said).toEqual([
      'public, which content.built names, is no folder: Broadsheet renders all posts itself. Build the site, or take the key out.',
    ])
    expect((await site.html('blog/a.mdx')).html).toBe(`<p>${WORDS}</p>`)
  })

  it('are no place for what Broadsheet writes itself', async () => {
    const { site } = await open({ 'src/content/blog/a.mdx': POST, 'dist/blog/a/index.html': page(INNER) }, 'dist')
    expect(site.said).toEqual([
      "The feeds are written into dist, and dist is what your site's own program empties and your host publishes. Name a folder elsewhere as dir in [output].",
    ])
  })

  it('are said to be old where posts were changed since', async () => {
    const { dir, content } = await open({ 'src/content/blog/a.mdx': POST, 'site/blog/a/index.html': page(INNER) })
    const built = new Date('2026-01-02T00:00:00Z')
    utimesSync(join(dir, 'site/blog/a/index.html'), built, built)
    const changed = new Date('2026-01-04T03:00:00Z')
    utimesSync(join(dir, 'src/content/blog/a.mdx'), changed, changed)
    const { said } = await read(dir, content, { url: 'https://lantern.example/' })
    expect(said).toEqual([
      'src/content/blog/a.mdx: The post is newer than site, by 2 days 3 h: what was changed since is not shown. Build the site again.',
    ])
  })

  it('are known by their pages, so that another build is another body', async () => {
    const { dir, content, site } = await open({ 'src/content/blog/a.mdx': POST, 'site/blog/a/index.html': page(INNER) })
    const before = await site.html('blog/a.mdx')
    writeFileSync(join(dir, 'site/blog/a/index.html'), page(INNER.replace('Chart: 1, 2', 'Chart: one and two')))
    const after = await (await read(dir, content, { url: 'https://lantern.example/' })).html('blog/a.mdx')
    expect(before.html.replace('1, 2', 'one and two')).toBe(after.html)
  })
})
