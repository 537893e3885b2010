import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { History } from '../../../bench/year/history.ts'
import { aPost } from '../../posts/a-post.ts'

const MONDAY = Temporal.Instant.from('2041-03-04T09:00:00Z')

test('a post was seen when a look first wrote it down as live, whatever came of that look', () => {
  let now = MONDAY
  const history = new History(() => now)
  const fresh = ['qz0001zq', 'qz0002zq'].map((mark, index) => ({
    post: aPost({ title: `News ${mark}`, status: index === 0 ? 'live' : 'draft' }),
    entryId: mark,
  }))
  history.recorded({ fresh, known: [] })
  now = MONDAY.add({ hours: 1 })
  history.recorded({ fresh: [], known: fresh.map(({ post }) => ({ ...post, status: 'live' as const })) })
  expect([...history.firstSeen]).toEqual([
    ['qz0001zq', MONDAY],
    ['qz0002zq', now],
  ])
})
