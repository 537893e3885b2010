import { expect, test } from 'vitest'
import { yearOptions } from '../../../bench/year/options.ts'

const options = (...args: string[]) => yearOptions(args, 7, 2)

test('fifty years from any seed, a process for each core', () =>
  expect(options()).toEqual({ years: 50, seed: 7, jobs: 2, diary: false, minutes: undefined }))

test('as many years as fit into some minutes', () =>
  expect(options('--years', '2000', '--seed', '1', '--minutes', '20')).toEqual({
    years: 2000,
    seed: 1,
    jobs: 2,
    diary: false,
    minutes: 20,
  }))

test('never more processes than years', () => expect(options('--years', '1')).toMatchObject({ jobs: 1 }))

test.each([['--years', '0'], ['--years', 'x'], ['--minutes', '0'], ['--minutes', '1.5'], ['--jobs', '0'], ['--wrong']])(
  'refuses %s %s with a sentence',
  (...args) => expect(options(...args)).toMatch(/whole numbers|Unknown option/),
)
