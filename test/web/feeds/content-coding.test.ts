import { expect, it } from 'vitest'
import { acceptedCodings } from '../../../src/web/feeds/content-coding.ts'

it.each<[string | undefined, string]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br', 'br gzip identity'],
  ['gzip', 'gzip identity'],
  ['x-gzip', 'gzip identity'],
  ['GZIP', 'gzip identity'],
  ['gzip;q=0.1', 'gzip identity'],
  ['br;q=0.5, gzip', 'gzip br identity'],
  ['br; q=0.5 , gzip;q=0.5', 'br gzip identity'],
  ['gzip;q=0.5, identity', 'identity gzip'],
  ['deflate, zstd', 'identity'],
  ['*', 'br gzip identity'],
  ['*;q=0.5, br;q=0', 'gzip identity'],
  ['gzip;q=0, br;q=0', 'identity'],
  ['gzip, identity;q=0', 'gzip'],
  ['gzip, *;q=0', 'gzip'],
  ['gzip;q=high', 'identity'],
  ['identity;q=0', ''],
  ['*;q=0', ''],
  ['deflate, *;q=0', ''],
  ['identity, *;q=0', 'identity'],
])('Accept-Encoding: %s → %s', (header, codings) => {
  expect(acceptedCodings(header).join(' ')).toBe(codings)
  expect(acceptedCodings(header).join(' ')).toBe(codings)
})

it('however many headers somebody invents, each is read right', () => {
  for (let weight = 0; weight < 1_000; weight++)
    expect(acceptedCodings(`gzip;q=0.${String(weight).padStart(3, '0')}`)[0]).toBe(weight === 0 ? 'identity' : 'gzip')
})
