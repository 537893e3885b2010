import { expect, it } from 'vitest'
import { formatProblem } from '../../../../src/config/problem.ts'
import { readDate } from '../../../../src/posts/dates.ts'
import { isHugosDate, notHugosDate } from '../../../../src/posts/dialects/hugo/hugo-dates.ts'

/** As Hugo 0.111 was seen to do. */
it.each([
  [
    true,
    '1709258400 | 2024-03-01 | 2024-01-01T10:00:00 | 2024-01-01 10:00:00 | 2024-01-01 10:00:00Z | 2024-01-01T9:00:00Z',
  ],
  [
    true,
    '2024-01-01T10:00:00+0800 | 2024-01-01 10:00:00 +0800 CST | 2024-01-01 10:00:00+08:00 | 2024-01-01T10:00:00,5Z',
  ],
  [true, '01 Jan 2024 | 01 Mar 24 10:00 CET | 01 Mar 24 10:00 +0800 | Monday, 01-Jan-24 10:00:00 CET'],
  [true, 'Mon, 01 Jan 2024 10:00:00 CET | Mon Jan 1 10:00:00 2024 | Mon Jan 01 10:00:00 +0800 2024'],
  [false, '2024-3-1 | 2024-03-1 | June 3, 2024 | 1 January 2024 | 1 Jan 2024 | 02 January 2024 | 2024-01-01 10:00'],
  [false, '2024-01-01T10:00Z | 2024-01-01T10:00:00+08 | 1 Mar 24 10:00 UTC | Mon, 1 Jan 2024 10:00:00 UTC'],
  [false, '2024-01-01t10:00:00Z | 2024-01-01 10:00:00 UTC'],
])('Hugo reads: %s %s', (isRead, all) => {
  for (const written of all.split(' | ')) {
    expect(readDate(written, 'UTC'), written).toBeDefined()
    expect([written, isHugosDate(written)]).toEqual([written, isRead])
  }
})

it('says how Hugo wants a date that it does not read', () => {
  const said = (written: string) => formatProblem(notHugosDate('date', written, readDate(written, 'UTC') as never, {}))
  expect(said('June 3, 2024')).toMatch(/"June 3, 2024" is a date here, and none to Hugo\. .* write it as 2024-06-03\./)
  expect(said('2024-01-01 10:00 +08')).toContain('write it as 2024-01-01T10:00:00+08:00.')
})
