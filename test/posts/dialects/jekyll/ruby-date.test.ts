import { expect, it } from 'vitest'
import { readRubyDate } from '../../../../src/posts/dialects/jekyll/ruby-date.ts'

/** What `ruby -e 'p Time.parse(…)'` prints with TZ=America/Los_Angeles. */
it.each([
  ['2023-01-29 18:30:22 2023 -0800', '2023-01-29T18:30:22-08:00'],
  ['2023-01-29 18:30:22 2023 +0300', '2023-01-29T18:30:22-08:00'],
  ['2014/03/01', '2014-03-01T00:00:00-08:00'],
  ['2014/03/01 10:20', '2014-03-01T10:20:00-08:00'],
  ['2014-03-01 10:20 PM', '2014-03-01T22:20:00-08:00'],
  ['2014-03-01 12:20 AM', '2014-03-01T00:20:00-08:00'],
  ['2014-03-01 10:20 EST', '2014-03-01T10:20:00-05:00'],
  ['2014-03-01 10:20:30 Asia/Taipei', '2014-03-01T10:20:30-08:00'],
  ['2014-3-1 1:2', '2014-03-01T01:02:00-08:00'],
  ['2014-03-01T10:20Z', '2014-03-01T10:20:00+00:00'],
])('%s', (written, expected) => {
  const { instant, offset } = readRubyDate(written, 'America/Los_Angeles') ?? expect.fail('no date')
  expect(instant.toString({ timeZone: offset })).toBe(expected)
})

it('a word is no date', () => {
  expect(readRubyDate('tomorrow', 'UTC')).toBeUndefined()
  expect(readRubyDate('2014-13-01 10:00', 'UTC')).toBeUndefined()
})
