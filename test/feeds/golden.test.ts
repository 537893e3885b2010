import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { readGolden, readGoldenFeed } from './golden-feeds.ts'
import { w3cFindings } from './w3c/w3c-rules.ts'
import { writeAtom, writeJsonFeed, writeRss } from './whole-feed.ts'

const DOCUMENTS = [
  { format: 'rss', file: 'rss.xml', write: writeRss },
  { format: 'atom', file: 'atom.xml', write: writeAtom },
  { format: 'json', file: 'json', write: writeJsonFeed },
] as const

for (const name of ['lantern', 'nasty', 'empty']) {
  for (const { format, file, write } of DOCUMENTS) {
    test(`${name}.feed.json is written as ${name}.${file}, and passes as a good ${format} feed`, async () => {
      const document = write(readGoldenFeed(name))
      await expect(document).toMatchFileSnapshot(`../golden/feeds/${name}.${file}`)
      if (format !== 'json') expect(w3cFindings(document).filter(({ fault }) => fault !== 'html')).toEqual([])
    })
  }
}

test('a feed written again later has the same bytes, though the clock went on', () => {
  for (const name of ['lantern', 'empty']) {
    const feed = readGoldenFeed(name)
    const now = DOCUMENTS.map(({ write }) => write(feed))
    vi.useFakeTimers({ now: new Date('2031-01-01') })
    expect(DOCUMENTS.map(({ write }) => write(feed))).toEqual(now)
    vi.useRealTimers()
  }
})

test.skipIf(!hasXmllint())(
  'every golden XML file is well-formed to libxml2, too (skipped where xmllint is missing)',
  () => {
    for (const name of ['lantern', 'nasty', 'empty']) {
      for (const file of ['rss.xml', 'atom.xml']) {
        const { stderr } = spawnSync('xmllint', ['--noout', '-'], {
          input: readGolden(`${name}.${file}`),
          encoding: 'utf8',
        })
        expect(stderr).toBe('')
      }
    }
  },
)

function hasXmllint(): boolean {
  return spawnSync('xmllint', ['--version']).status === 0
}
