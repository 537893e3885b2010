import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { failingFor } from '../../src/jobs/failing-parts.ts'
import { ThreadHealth } from '../../src/jobs/thread-health.ts'

const at = (minutes: number) => Temporal.Instant.from('2026-11-23T09:00:00Z').add({ minutes })
const MINUTE = 60_000

test('a thread that says nothing for longer than it may is in trouble, until it gets on', () => {
  const thread = new ThreadHealth('delivers', 5 * MINUTE)
  expect(thread.trouble(at(600), 'UTC')).toBeUndefined()
  thread.worked(at(0))
  expect(thread.trouble(at(5), 'UTC')).toBeUndefined()
  expect(thread.trouble(at(6), 'UTC')).toBe('The thread that delivers has not got on since 2026-11-23 09:00.')
  thread.worked(at(7))
  expect(thread.trouble(at(8), 'UTC')).toBeUndefined()
  thread.rests()
  expect(thread.trouble(at(600), 'UTC')).toBeUndefined()
})

test('one that keeps dying is in trouble although it gets on between, until it has lived for long', () => {
  const thread = new ThreadHealth('makes editions', 20 * MINUTE)
  for (const minute of [0, 1, 2]) {
    thread.worked(at(minute))
    expect(thread.trouble(at(minute), 'UTC')).toBeUndefined()
    thread.died(at(minute))
  }
  thread.worked(at(3))
  expect(thread.trouble(at(3), 'UTC')).toBe('The thread that makes editions keeps dying; the log says of what.')
  thread.worked(at(18))
  expect(thread.trouble(at(18), 'UTC')).toBeUndefined()
  thread.worked(at(59))
  thread.died(at(60))
  expect(thread.trouble(at(60), 'UTC')).toBeUndefined()
})

const MATTERS = { newsletters: [{ id: 'weekly' }], smtp: [{ name: 'a' }, { name: 'b' }], site: { timezone: 'UTC' } }

test.each([
  ['a scan', ['scan'], 'Planning has failed since 2026-11-23 09:00 (scan): broadsheet status says why.'],
  ['a refresh', ['refresh'], 'Planning has failed since 2026-11-23 09:00 (refresh): broadsheet status says why.'],
  [
    'a newsletter',
    ['newsletter weekly'],
    'Planning has failed since 2026-11-23 09:00 (newsletter weekly): broadsheet status says why.',
  ],
  ['a newsletter that is no more', ['newsletter gone'], undefined],
  ['one server of two', ['server a'], undefined],
  [
    'every server',
    ['server a', 'server b'],
    'No mail server has taken mail since 2026-11-23 09:00: broadsheet status says why.',
  ],
  ['the feeds and the hub, which mails do not need', ['feeds', 'hub'], undefined],
])('what fails for some minutes: %s', (_, parts, sentence) => {
  const failing = parts.map((part) => ({ part, since: at(0) }))
  expect(failingFor(failing, MATTERS, at(4))).toBeUndefined()
  expect(failingFor(failing, MATTERS, at(5))).toBe(sentence)
})

test('without any server nothing is said of servers', () => {
  expect(failingFor([], { ...MATTERS, smtp: [] }, at(9))).toBeUndefined()
})
