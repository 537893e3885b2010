import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (title: string, text: string, more = '') => `---\ntitle: ${title}\ndate: 2026-01-01\n${more}---\n${text}\n`

async function siteOf(files: Record<string, string>) {
  const dir = aFolder({ 'hugo.toml': 'baseURL = "https://lantern.example/"\n', ...files })
  return openSite(configIn(dir), now)
}

/** As Hugo 0.111 has it. */
it('is a page where it has front matter, and a file where it begins with a tag', async () => {
  const { posts, problems } = await siteOf({
    'content/posts/a.html': post('A', '<p>a</p>'),
    'content/posts/b.htm': post('B', '<p>b</p>'),
    'content/posts/t.html': '+++\ntitle = "T"\ndate = 2026-01-01\n+++\n<p>t',
    'content/posts/2026-01-02-plain.html': '<p>No front matter</p>',
    'content/posts/2026-01-03-document.html': '\uFEFF\n<!DOCTYPE html><title>x</title>',
    'content/posts/2026-01-04-empty.html': '',
    'content/posts/bundle/index.html': post('Bundle', '<p>c</p>'),
    'content/posts/bundle/note.md': post('A resource', 'c'),
    'content/posts/bundle/other.html': post('A resource', 'c'),
    'content/posts/no-bundle/index.html': '<p>As it is</p>',
    'content/posts/no-bundle/d.md': post('D', 'd'),
    'content/hidden/_index.html': post('Hidden', '<p>x', 'draft: true\n'),
    'content/hidden/e.html': post('E', '<p>e</p>'),
  })
  expect(problems).toEqual([])
  const live = posts.filter(({ status }) => status === 'live')
  expect(live.map(({ url }) => url.replace('https://lantern.example/posts/', '')).toSorted()).toEqual([
    'a/',
    'b/',
    'bundle/',
    'no-bundle/d/',
    't/',
  ])
})

it.each([
  [
    'the words as they stand',
    '<p>"Hello" *you* -- :smile: a_b_ https://lantern.example/</p>\n\n    <em>indented</em>',
    '<p>"Hello" *you* -- :smile: a_b_ https://lantern.example/</p>\n\n    <em>indented</em>',
  ],
  [
    'nothing that runs',
    '<script>x()</script><p onclick="x()">Text <a href="javascript:x()">link</a></p>',
    '<p>Text link</p>',
  ],
  [
    'a whole document by its body',
    '<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><p>Text</p></body></html>',
    '<p>Text</p>',
  ],
  ['what is never closed', '<p>One<p>Two <b>bold', '<p>One</p><p>Two <b>bold\n</b></p>'],
  [
    'links and pictures of the site',
    '<a href="other.md">O</a> <img src="/x.png" alt="X">',
    '<a href="https://lantern.example/posts/other/">O</a> <img src="https://lantern.example/x.png" alt="X">',
  ],
  [
    'shortcodes, as newer Hugos have them',
    '<p>{{< figure src="/x.png" alt="X" >}}</p>',
    '<figure><img src="https://lantern.example/x.png" alt="X"></figure>',
  ],
  ['a shortcode that is shown', '<p>{{</* x */>}}</p>', '<p>{{&#x3C; x >}}</p>'],
])('gives feeds %s', async (_, written, expected) => {
  const { posts, body } = await siteOf({
    'content/posts/a.html': post('A', written),
    'content/posts/other.md': post('Other', 'Text', 'draft: true\n'),
    'static/x.png': 'a picture',
  })
  const [first] = posts.filter(({ path }) => path.endsWith('.html'))
  if (!first) throw new Error('no post')
  const { body: made, problems } = await body(first)
  expect(problems).toEqual([])
  expect(made && feedHtml(made)).toBe(expected)
})

it('is read by what `markup` says', async () => {
  const { posts, body, notNews } = await siteOf({
    'content/posts/as-html.md': post('A', '**b** <i>x</i>', 'markup: html\n'),
    'content/posts/as-markdown.html': post('B', '**b** <i>x</i>', 'markup: md\n'),
    'content/posts/by-type.html': post('C', '**b** <i>x</i>', 'content:\n  mediaType: text/markdown\n'),
    'content/posts/other.md': post('D', '**b**', 'markup: rst\n'),
  })
  const html = async (path: string) => {
    const found = posts.find((each) => each.path.endsWith(path))
    const made = found && (await body(found)).body
    return made && feedHtml(made)
  }
  expect(await html('as-html.md')).toBe('**b** <i>x</i>')
  expect(await html('as-markdown.html')).toBe('<p><strong>b</strong> x</p>')
  expect(await html('by-type.html')).toBe('<p><strong>b</strong> x</p>')
  expect(posts.map(({ title }) => title)).not.toContain('D')
  expect(notNews).toEqual([{ why: 'format', files: ['content/posts/other.md'] }])
})
