import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { editionDay, postDays } from '../../src/editions/edition-day.ts'

const SUNDAY_EVENING_UTC = Temporal.Instant.from('2026-11-15T22:00:00Z')
const dated = (instant: string, offset: string) => ({
  publishedAt: { instant: Temporal.Instant.from(instant), offset },
})

test.each([
  ['Asia/Taipei', [], '2026-11-16'],
  ['America/New_York', [], '2026-11-15'],
  // A post that its author dated tomorrow, as the site's zone has it.
  ['America/New_York', ['2026-11-16'], '2026-11-16'],
  ['UTC', ['2026-11-14', '2026-11-16'], '2026-11-16'],
  ['Asia/Taipei', ['2026-11-16', '2026-11-14'], '2026-11-16'],
  // No mail is dated by a day that is not near.
  ['UTC', ['2026-11-17', '2026-11-01'], '2026-11-15'],
])('in %s with posts of %j it is %s', (timezone, days, day) => {
  expect(editionDay(SUNDAY_EVENING_UTC, timezone, days).toString()).toBe(day)
})

test('posts have the days that their authors wrote, each once, where they are out', () => {
  const posts = [
    dated('2026-11-15T20:00:00Z', '+09:00'),
    dated('2026-11-15T21:00:00Z', '+09:00'),
    dated('2026-11-15T20:00:00Z', '+00:00'),
    dated('2026-11-15T22:00:01Z', '+14:00'),
    dated('2026-11-16T22:00:00Z', '+00:00'),
  ]
  expect(postDays(posts, SUNDAY_EVENING_UTC)).toEqual(['2026-11-16', '2026-11-15'])
})
