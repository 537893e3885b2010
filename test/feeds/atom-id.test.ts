import { expect, test } from 'vitest'
import { atomId } from '../../src/feeds/atom-id.ts'
import { readGoldenFeed } from './golden-feeds.ts'
import { w3cFindings } from './w3c/w3c-rules.ts'
import { writeAtom, writeJsonFeed, writeRss } from './whole-feed.ts'

test('a URI stays, any other text has a name of its own, for ever', () => {
  expect(atomId('tag:x.example,2026:1')).toBe('tag:x.example,2026:1')
  expect(atomId('http://old.example/?p=1')).toBe('http://old.example/?p=1')
  expect(atomId('42 at https://old.example')).toBe(UUID_OF_42)
  expect(atomId('42')).not.toBe(atomId('43'))
  for (const id of ['42', 'x'.repeat(9_999), '\u7d19']) {
    expect(atomId(id)).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  }
})

test('RSS and JSON Feed have it as it is, and all three are valid', () => {
  const feed = readGoldenFeed('lantern')
  const entries = feed.entries.map((entry, index) =>
    index === 0 ? { ...entry, id: '42 at https://old.example' } : entry,
  )
  const [rss, json, atom] = [writeRss, writeJsonFeed, writeAtom].map((write) => write({ ...feed, entries }))
  expect(rss).toContain('<guid isPermaLink="false">42 at https://old.example</guid>')
  expect(json).toContain('"id": "42 at https://old.example"')
  expect(atom).toContain(`<id>${UUID_OF_42}</id>`)
  const ofIds = (document = '') => w3cFindings(document).filter((finding) => JSON.stringify(finding).includes('42 at'))
  expect([...ofIds(rss), ...ofIds(atom)]).toEqual([])
})

const UUID_OF_42 = 'urn:uuid:3f4436a3-d530-896a-b4c5-2040174b5e3a'
