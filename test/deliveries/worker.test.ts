import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isOver, SILENT_AFTER_MS } from '../../src/deliveries/worker.ts'
import { aWorker } from './a-worker.ts'

const NOW = Temporal.Instant.from('2026-11-30T09:00:00Z')
const heard = (milliseconds: number) => aWorker({ heardAt: NOW.subtract({ milliseconds }) })

test.each([
  ['whose process is gone is over at once', 10, true, true],
  ['of whose process nobody can tell is not, as long as it is heard of', SILENT_AFTER_MS - 1, undefined, false],
  ['that is silent is over', SILENT_AFTER_MS, undefined, true],
  ['that lives and sleeps is over, too', SILENT_AFTER_MS, false, true],
  ['that lives and is heard of is not', 10, false, false],
  ['on a machine whose clock is a little ahead is not', -5_000, undefined, false],
  ['that was heard of before the clock was set back an hour is over', -3_600_000, undefined, true],
])('a worker %s', (_, ago, isGone, over) => {
  expect(isOver(heard(ago), NOW, isGone)).toBe(over)
})
