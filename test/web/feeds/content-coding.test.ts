import { expect, it } from 'vitest'
import { type Coding, chooseCoding } from '../../../src/web/feeds/content-coding.ts'

it.each<[string | undefined, Coding | undefined]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip;q=0.1', 'gzip'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br; q=0.5 , gzip;q=0.5', 'br'],
  ['gzip;q=0.5, identity', 'identity'],
  ['deflate, zstd', 'identity'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['gzip;q=0, br;q=0', 'identity'],
  ['gzip, identity;q=0', 'gzip'],
  ['gzip, *;q=0', 'gzip'],
  ['gzip;q=high', 'identity'],
  ['identity;q=0', undefined],
  ['*;q=0', undefined],
  ['deflate, *;q=0', undefined],
  ['identity, *;q=0', 'identity'],
])('Accept-Encoding: %s → %s', (header, coding) => {
  expect(chooseCoding(header, () => true)).toBe(coding)
})

it('what is not there is not chosen', () => {
  expect(chooseCoding('gzip, br', (coding) => coding === 'identity')).toBe('identity')
  expect(chooseCoding('gzip, identity;q=0', (coding) => coding === 'identity')).toBeUndefined()
})
