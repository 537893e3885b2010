import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { readTemplates, templateProblems } from '../../src/sources/template-files.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const SECRET = 'BROADSHEET_SECRET=do-not-tell'
const REMEDY = 'Put the file itself there; until then it is left out.'

function aSite() {
  return aFolder({
    '.env': SECRET,
    'content/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\n{{< x >}} {{< y >}}',
    'templates/parts/good.liquid': 'from parts',
    'templates/shortcodes/z.liquid': 'z',
  })
}

it('a shortcode that is a link out of templates/ says nothing of what it leads to', async () => {
  const dir = aSite()
  symlinkSync('../../.env', join(dir, 'templates/shortcodes/x.liquid'))
  symlinkSync('../parts/good.liquid', join(dir, 'templates/shortcodes/y.liquid'))
  const { posts, problems, body } = await openSite(configIn(dir), now)
  const read = await body(posts[0] ?? expect.fail())
  const shown = JSON.stringify(read.body?.tree)
  expect(shown).not.toContain('do-not-tell')
  expect(shown).toContain('from parts')
  expect(problems.map(formatProblem)).toEqual([
    `templates/shortcodes/x.liquid: It is a link that leads out of the folder of templates. ${REMEDY}`,
  ])
})

it('neither does a template of mails or a style, and nothing takes its place', async () => {
  const dir = aSite()
  mkdirSync(join(dir, 'elsewhere'))
  symlinkSync('/etc/passwd', join(dir, 'templates/parts/pw.mjml'))
  symlinkSync('../.env', join(dir, 'templates/page.css'))
  symlinkSync('../elsewhere', join(dir, 'templates/folder'))
  const templates = await readTemplates(configIn(dir))
  expect([...templates.values()].join()).not.toMatch(/do-not-tell|\/root:/)
  expect(templates.has('page.css')).toBe(false)
  expect((await templateProblems(configIn(dir))).map(formatProblem)).toEqual(
    ['folder', 'page.css', 'parts/pw.mjml'].map(
      (name) => `templates/${name}: It is a link that leads out of the folder of templates. ${REMEDY}`,
    ),
  )
})

it.each([
  ['javascript:alert(1)', undefined],
  ['data:text/html,<script>alert(1)</script>', undefined],
  ['file:///etc/passwd', undefined],
  ['file://host/share', undefined],
  ['ftp://host/a.jpg', undefined],
  ['mailto:a@b.example', undefined],
  ['//host.example/a.jpg', 'https://host.example/a.jpg'],
  ['\\\\\\\\host.example\\\\a.jpg', 'https://host.example/a.jpg'],
  ['/a.jpg', 'https://lantern.example/a.jpg'],
  ['HTTPS://host.example/a.jpg', 'https://host.example/a.jpg'],
])('the cover %s is %s', async (cover, url) => {
  const dir = aFolder({ 'content/a.md': `---\ntitle: A\ndate: 2026-01-01\ncover: "${cover}"\n---\nText` })
  const { posts, problems } = await openSite(configIn(dir), now)
  expect(posts[0]?.cover?.url.toLowerCase()).toBe(url)
  expect(problems.map(({ code, file }) => [code, file])).toEqual(url ? [] : [['post.cover', 'content/a.md']])
})
