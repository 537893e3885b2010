import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { heirsOf } from '../../src/feeds/heirs.ts'

const day = (date: string) => Temporal.Instant.from(`${date}T09:00:00Z`)
const post = (id: string, hash: string, gone?: string) => ({ id, hash, ...(gone && { goneAt: day(gone) }) })

test('a post with the title and text of one that is gone takes over its entry; a like title alone is not enough', () => {
  const found = { fresh: [post('b', '1'), post('c', '3')], returned: [], gone: [post('a', '1'), post('d', '4')] }
  expect(heirsOf(found)).toEqual([{ from: 'a', to: 'b' }])
})

test('of a post that was renamed again and again, the last one hands on: that which goes now, else went last', () => {
  const old = [post('a', '1', '2026-01-01'), post('b', '1', '2026-03-01'), post('c', '1', '2026-02-01')]
  const heirOf = (gone: typeof old) => heirsOf({ fresh: [post('new', '1')], returned: [], gone })
  expect(heirOf(old)).toEqual([{ from: 'b', to: 'new' }])
  expect(heirOf([...old, post('d', '1')])).toEqual([{ from: 'd', to: 'new' }])
})

test('each is succeeded once', () => {
  const found = { fresh: [post('b', '1'), post('c', '1')], returned: [], gone: [post('a', '1')] }
  expect(heirsOf(found)).toEqual([{ from: 'a', to: 'b' }])
})

test('a post that comes back takes its entry back from the one that vanishes now, and from no other', () => {
  const returned = [post('a', '1', '2026-01-01')]
  expect(heirsOf({ fresh: [], returned, gone: [post('b', '1')] })).toEqual([{ from: 'b', to: 'a' }])
  expect(heirsOf({ fresh: [], returned, gone: [post('b', '1', '2025-12-01')] })).toEqual([])
})
