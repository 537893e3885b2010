import { expect, test } from 'vitest'
import { lastChange } from '../../src/feeds/last-change.ts'
import { written } from './golden-feeds.ts'

test('a feed changed when the latest of its entries was published or updated', () => {
  const early = { publishedAt: written('2026-01-01T00:00:00Z'), updatedAt: written('2026-03-01T09:00:00+08:00') }
  const late = { publishedAt: written('2026-02-01T00:00:00Z'), updatedAt: written('2020-01-01T00:00:00Z') }
  expect(lastChange([early, late])).toBe(early.updatedAt)
  expect(lastChange([late])).toBe(late.publishedAt)
})

test('a feed without entries never changed', () => {
  expect(lastChange([])).toBeUndefined()
})
