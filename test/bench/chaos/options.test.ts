import { expect, test } from 'vitest'
import { chaosOptions } from '../../../bench/chaos/options.ts'

const DEFAULTS = { minutes: 5, subscribers: 1000, connections: 10, seed: 7, json: false, keep: false }

test('one program on a SQLite file, unless PostgreSQL is asked for, with three workers', () => {
  expect(chaosOptions([], 7)).toEqual(DEFAULTS)
  expect(chaosOptions(['--postgres'], 7)).toEqual({ ...DEFAULTS, workers: 3 })
  expect(chaosOptions(['--workers', '2', '--postgres', '--minutes', '0.5', '--seed', '0'], 7)).toEqual({
    ...DEFAULTS,
    workers: 2,
    minutes: 0.5,
    seed: 0,
  })
})

test.each([
  [['--workers', '3'], '--workers goes with --postgres'],
  [['--workers', '0', '--postgres'], '--workers is a whole number'],
  [['--workers', 'many', '--postgres'], '--workers is a whole number'],
  [['--minutes', '0'], '--minutes is a number'],
  [['--subscribers', '1.5'], '--subscribers is a whole number'],
  [['--connections', '101'], '--connections is a whole number'],
  [['--seed', 'lucky'], '--seed is a whole number'],
  [['--speed', '9'], "Unknown option '--speed'"],
])('a sentence for what is wrong: %s', (args, sentence) => {
  expect(chaosOptions(args, 7)).toContain(sentence)
})
