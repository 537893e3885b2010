import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (title: string, text: string, more = '') => `---\ntitle: ${title}\ndate: 2026-01-01\n${more}---\n${text}\n`
const hugo = 'baseURL = "https://lantern.example/"\n'
const site = {
  'hugo.toml': hugo,
  'content/posts/a.md': post(
    'A',
    '[x](/posts/nope/) [y](gone.md) ![z](gone.png) [t](/tags/moon/) [f](/posts/index.xml)',
  ),
  'content/posts/b.md': post('B', 'B'),
  'static/files/a.pdf': 'PDF',
}

async function problemsOf(files: Record<string, string>) {
  const { posts, body } = await openSite(configIn(aFolder(files)), now)
  const a = posts.find(({ path }) => path === 'posts/a.md') ?? expect.fail()
  return (await body(a)).problems.map(({ line, message }) => `${line ?? '-'} ${message}`)
}

const X = '5 The link /posts/nope/ leads nowhere: the site has nothing there.'
const Y = '5 The link gone.md leads nowhere: the site has nothing there.'
const Z = "- A picture is not in the site's folder: gone.png."

it('what a post names and the site does not have is a problem of the post', async () => {
  expect(await problemsOf(site)).toEqual([X, Y, Z])
})

it.each<[string, Record<string, string>, string[]]>([
  ['a redirect of the host', { 'static/_redirects': '/posts/nope/ /posts/b/ 301\n' }, [Y, Z]],
  ['redirects of Netlify', { 'netlify.toml': '[[redirects]]\nfrom = "/posts/n*"\nto = "/posts/b/"\n' }, [Y, Z]],
  ['a rule of Apache for all below', { 'static/.htaccess': 'RedirectMatch ^/posts/(.*)$ /blog/$1\n' }, [Z]],
  ['no redirect', { 'static/_redirects': '/* /404.html 404\n' }, [X, Y, Z]],
  ['pages of data', { 'content/posts/_content.gotmpl': '' }, [Y, Z]],
  ['a page that cannot be read', { 'content/posts/c.md': '---\ntitle: [\n---\n' }, [Y, Z]],
  ['a page that Hugo alone reads', { 'content/posts/nope.org': '#+title: Nope\n' }, [Y, Z]],
  ['a page of HTML', { 'content/posts/nope.html': '---\ntitle: Nope\n---\n' }, [Y, Z]],
  ['a draft', { 'content/posts/nope.md': post('Nope', 'N', 'draft: true\n') }, [Y, Z]],
  ['an alias', { 'content/posts/c.md': post('C', 'C', 'aliases: [/posts/nope]\n') }, [Y, Z]],
  ['a static page', { 'static/posts/nope/index.html': '<p>Nope' }, [Y, Z]],
  ["a theme's file", { 'themes/t/static/posts/nope/index.html': '<p>Nope' }, [Y, Z]],
  ['a template for links', { 'layouts/_markup/render-link.html': '', 'content/blog/gone.md': post('G', 'G') }, [X, Z]],
  [
    "a theme's",
    { 'themes/t/layouts/_default/_markup/render-link.html': '', 'content/blog/gone.md': post('G', 'G') },
    [X, Z],
  ],
  [
    'a theme that is not there',
    { 'hugo.toml': `${hugo}theme = "t"\n`, 'content/blog/gone.md': post('G', 'G') },
    [X, Z],
  ],
])('%s', async (_, more, expected) => expect(await problemsOf({ ...site, ...more })).toEqual(expected))
