import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { EDITED, makeSite } from '../../bench/build/make-site.ts'
import { buildOptions } from '../../bench/build/options.ts'
import { realPassages } from '../../bench/build/real-passages.ts'
import { MissingTool } from '../../bench/missing-tool.ts'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { CORPORA, hasCorpora } from '../corpora.ts'

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

function textsIn(dir: string): Map<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  return new Map(names.sort().map((name) => [name, readFileSync(join(dir, name), 'utf8')]))
}

test('so many posts, the same for everybody, with front matter that can be read', async () => {
  const [one, other] = [folder(), folder()]
  for (const dir of [one, other]) await makeSite(dir, 20, ['# Lamps', 'Oil and *wicks*.'])
  const posts = textsIn(one)
  expect(posts.size).toBe(20)
  expect(textsIn(other)).toEqual(posts)
  expect(posts.has(EDITED)).toBe(true)
  for (const text of posts.values()) expect(readFrontMatter(text, '').problems).toEqual([])
})

test.skipIf(!hasCorpora)(
  'passages are whole: no shortcode, no code without its end (skipped without corpora)',
  async () => {
    const passages = await realPassages(CORPORA)
    expect(passages.length).toBeGreaterThan(500)
    for (const passage of passages) expect(passage).not.toContain('{{')
  },
)

test('without real posts it says what is missing', async () => {
  await expect(realPassages(folder())).rejects.toThrow(MissingTool)
})

test('what cannot be counted is told', () => {
  expect(buildOptions(['--posts', '10,1000', '--rounds', '2'])).toEqual({ posts: [10, 1000], rounds: 2, json: false })
  expect(buildOptions(['--posts', '10,none'])).toMatch(/--posts takes whole numbers/)
  expect(buildOptions(['--rounds', '0'])).toMatch(/--rounds takes/)
  expect(buildOptions(['--fast'])).toMatch(/--fast/)
})
