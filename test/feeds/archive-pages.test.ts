import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { archivePages, PAGE_SIZE, type Placed } from '../../src/feeds/archive-pages.ts'

const at = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000)

/** `count` posts that the first scan saw, a second apart by their dates; the ids say nothing of their order. */
function posts(count: number, seenAt = 1000): Placed[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${(index * 7919) % 1000}-${seenAt}`,
    firstSeenAt: at(seenAt),
    publishedAt: { instant: at(index) },
  }))
}

test('the oldest are on the first page, and the last page always has room', () => {
  expect(archivePages([]).map(({ length }) => length)).toEqual([0])
  expect(archivePages(posts(49)).map(({ length }) => length)).toEqual([49])
  expect(archivePages(posts(50)).map(({ length }) => length)).toEqual([50, 0])
  const two = posts(120)
  expect(archivePages(two.toReversed()).flat()).toEqual(two.map(({ id }) => id))
})

test('a post that appears later is on the last page, whatever its date: full pages stay as they are', () => {
  const before = archivePages(posts(2 * PAGE_SIZE + 1))
  const after = archivePages([...posts(2 * PAGE_SIZE + 1), ...posts(1, 2000)])
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
  expect(after[2]).toHaveLength(2)
})
