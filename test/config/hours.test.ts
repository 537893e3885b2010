import { expect, test } from 'vitest'
import { isAllDay, parseHours, sayHours } from '../../src/config/hours.ts'

test.each(['07:00-21:00', '22:00-02:00', '00:00-24:00', '23:59-00:00', '00:00-00:01', '12:30-12:29'])(
  '%s is hours of a day, and is said as it is written',
  (text) => {
    const hours = parseHours(text)
    expect(hours && sayHours(hours)).toBe(text)
  },
)

test.each([
  '7:00-21:00',
  '07:00 - 21:00',
  '07-21',
  '07:00',
  '07:00-07:00',
  '24:00-07:00',
  '07:60-21:00',
  '07:00-24:01',
  '00:00-00:00',
  '',
])('%j is none', (text) => {
  expect(parseHours(text)).toBeUndefined()
})

test('from midnight to midnight is all day, and nothing else is', () => {
  expect(
    ['00:00-24:00', '00:00-23:59', '00:01-00:00', '12:00-11:59'].map((text) =>
      isAllDay(parseHours(text) ?? { from: 0, to: 0 }),
    ),
  ).toEqual([true, false, false, false])
})
