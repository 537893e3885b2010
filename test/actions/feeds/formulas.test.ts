import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openNewsroom } from '../newsroom.ts'

const POST = '---\ntitle: Tide\ndate: 2026-11-01\n---\nSo $$h_0 < h_1$$ and\n\n```math\n\\frac{1\n```\n'

test('a feed shows a formula as a picture that is published beside it; a broken one as its source', async () => {
  const { actions, publication } = await openNewsroom()
  publication.write('content/posts/tide.md', POST)
  const { problems } = await actions.build()
  expect(problems).toMatchObject([{ code: 'body.formula', file: 'content/posts/tide.md', line: 8 }])

  const site = join(publication.dir, 'dist/site')
  const pictures = readdirSync(join(site, 'pictures'))
  expect(pictures).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.png$/)])
  const [{ content_html: html }] = JSON.parse(readFileSync(join(site, 'feed.json'), 'utf8')).items
  expect(html).toContain(`/pictures/${pictures[0]}" alt="h_0 &lt; h_1" width="`)
  expect(html).toContain('<pre><code class="language-math">\\frac{1\n</code></pre>')

  rmSync(site, { recursive: true })
  await actions.build()
  const [{ content_html: again }] = JSON.parse(readFileSync(join(site, 'feed.json'), 'utf8')).items
  expect([again, existsSync(join(site, 'pictures', pictures[0] ?? ''))]).toEqual([html, true])
})

test('the picture of an older post is put right, though the feeds that show it are up to date', async () => {
  const { actions, publication } = await openNewsroom({ more: '[feeds]\nentries = 1' })
  publication.write('content/notes/tide.md', POST)
  publication.post('lamps', { date: '2026-11-20' })
  await actions.build()
  const pictures = join(publication.dir, 'dist/site/pictures')
  const file = join(pictures, readdirSync(pictures)[0] ?? '')
  const drawn = readFileSync(file)
  writeFileSync(file, 'x')
  await actions.build()
  expect(readFileSync(file)).toEqual(drawn)
  rmSync(file)
  await actions.build()
  expect(readFileSync(file)).toEqual(drawn)
})
