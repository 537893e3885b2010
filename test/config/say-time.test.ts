import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { sayDuration, sayMoment } from '../../src/config/say-time.ts'

test.each([
  ['PT0S', '0 s'],
  ['PT0.38S', '0.4 s'],
  ['PT40S', '40 s'],
  ['PT59.6S', '1 min'],
  ['PT2M21S', '2 min'],
  ['PT5M1S', '5 min'],
  ['PT59M40S', '1 h'],
  ['PT65M', '1 h 5 min'],
  ['PT47H59M', '47 h 59 min'],
  ['PT51H', '2 days 3 h'],
  ['P2D', '2 days'],
  ['P40DT23H40M', '41 days'],
  ['-PT5M', '5 min'],
])('%s is said as %s', (duration, said) => expect(sayDuration(Temporal.Duration.from(duration))).toBe(said))

test('a moment is said as the clocks of the site show it', () => {
  const moment = Temporal.Instant.from('2026-11-30T09:00:59.661Z')
  expect(sayMoment(moment, 'Europe/Lisbon')).toBe('2026-11-30 09:00')
  expect(sayMoment(moment, 'Asia/Kathmandu')).toBe('2026-11-30 14:45')
})
