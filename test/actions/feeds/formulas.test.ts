import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
