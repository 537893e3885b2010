import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const E = 'e\u0301'
const post = (title: string, text = 'Text') => `---\ntitle: ${title}\ndate: 2026-01-01\n---\n${text}\n`

const SITE = {
  'hugo.toml': `baseURL = "https://lantern.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[permalinks]
names = "/:year/:filename/"
sections = "/x/:sections/:title/"
"f${E}" = "/of/:section/:slugorfilename/"
`,
  [`content/caf${E}.md`]: post('Plain'),
  'content/cr\u00e8me.md': post('In NFC'),
  [`content/posts/caf${E}.md`]: post('In a section'),
  [`content/posts/b${E}/index.md`]: post('A bundle', `![A boat](caf${E}.png) and [another](/posts/caf${E}.md)`),
  [`content/posts/b${E}/caf${E}.png`]: 'x',
  [`content/names/caf${E}.md`]: post('By its name'),
  'content/sections/_index.md': '---\ntitle: Sections\n---\n',
  [`content/sections/s${E}/_index.md`]: '---\ntitle: S\n---\n',
  [`content/sections/s${E}/p.md`]: post('By its section'),
  [`content/f${E}/caf${E}.md`]: post('By a pattern for its section'),
}
/** By title, as Hugo 0.111 publishes them on Linux. */
const URLS = {
  Plain: '/cafe%CC%81/',
  'In NFC': '/cr%C3%A8me/',
  'In a section': '/posts/cafe%CC%81/',
  'A bundle': '/posts/be%CC%81/',
  'By its name': '/2026/cafe%CC%81/',
  'By its section': '/x/sections/se%CC%81/by-its-section/',
  'By a pattern for its section': '/of/fe%CC%81/cafe%CC%81/',
}

it.skipIf(process.platform === 'darwin')('names in NFD stand so in URLs, and posts are known by NFC', async () => {
  const dir = aFolder(SITE)
  const { posts, body } = await openSite(configIn(dir), now)
  expect(Object.fromEntries(posts.map(({ title, url }) => [title, new URL(url).pathname]))).toEqual(URLS)
  expect(posts.map(({ id }) => id).filter((id) => id !== id.normalize('NFC'))).toEqual([])
  const bundle = posts.find(({ title }) => title === 'A bundle') ?? expect.fail()
  const shown = JSON.stringify((await body(bundle)).body?.tree)
  expect(shown).toContain('https://lantern.example/posts/be%CC%81/cafe%CC%81.png')
  expect(shown).toContain('"https://lantern.example/posts/cafe%CC%81/"')
})

const hasHugo = (() => {
  try {
    execFileSync('hugo', ['version'], { stdio: 'ignore' })
    return process.platform === 'linux'
  } catch {
    return false
  }
})()

it.skipIf(!hasHugo)('as Hugo has them (skipped where it is not installed)', () => {
  const dir = aFolder({ ...SITE, 'layouts/_default/single.html': '{{ .RelPermalink }}' })
  execFileSync('hugo', { cwd: dir, stdio: 'ignore' })
  for (const url of Object.values(URLS))
    expect(readFileSync(join(dir, 'public', decodeURIComponent(url), 'index.html'), 'utf8')).toBe(url)
})
