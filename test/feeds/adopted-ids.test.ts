import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAdoptedIds, writeAdoptedIds } from '../../src/feeds/adopted-ids.ts'

test('ids are written by post, in one order, for people to see in version control', () => {
  const ids = new Map([
    ['path:posts/b.md@2026-01-31', 'https://old.example/?p=2'],
    ['id:"a"', 'tag:old.example,2019:1'],
    ['path:posts/c.md@2026-02-01', '42 at https://old.example'],
  ])
  const text = writeAdoptedIds(ids)
  expect(text).toBe(`# Ids that entries had in this site's former feed, by post: readers know them by these.
# Commit this file, and change nothing in it: an id that changes shows its post once more to everybody.
schema = 1

[ids]
"id:\\"a\\"" = "tag:old.example,2019:1"
"path:posts/b.md@2026-01-31" = "https://old.example/?p=2"
"path:posts/c.md@2026-02-01" = "42 at https://old.example"

`)
  expect(readAdoptedIds(text)).toEqual(new Map([...ids].reverse()))
})

test('whatever a post is called, it is read as it was written', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' })), (posts) => {
      const ids = new Map(posts.map((post, index) => [post, `tag:old.example,2019:${index}`]))
      expect(readAdoptedIds(writeAdoptedIds(ids))).toEqual(ids)
    }),
  )
})

test('without a file nothing was taken over', () => {
  expect(readAdoptedIds('')).toEqual(new Map())
})

test.each([
  ['ids = 1', 'It is not a file of ids.'],
  ['[ids', 'It is not a file of ids.'],
  ['[ids]\na = ""', 'The id "" of a is not one line of text'],
  ['[ids]\na = " 1"', 'The id " 1" of a is not one line of text'],
  ['[ids]\na = 1', 'The id "1" of a is not one line of text'],
  ['[ids]\na = "urn:x:1"\nb = "urn:x:1"', 'The id "urn:x:1" of b is not one line of text, or stands there twice.'],
])('%j is refused', (text, sentence) => {
  expect(() => readAdoptedIds(text)).toThrow(`broadsheet.ids.toml: ${sentence}`)
})
