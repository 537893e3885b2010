import { expect, test } from 'vitest'
import { cleanName } from '../../src/subscribers/person-name.ts'

test.each([
  ['  Ana   Núñez ', 'Ana Núñez'],
  ['Ana\r\nBcc: x@y.example', 'Ana Bcc: x@y.example'],
  ['Nu\u0301n\u0303ez', 'Núñez'],
  ['\u202eevil\u2069', 'evil'],
  ['👩‍💻', '👩‍💻'],
  ['\u0000 \ud800', undefined],
  [undefined, undefined],
  ['x'.repeat(5000), 'x'.repeat(128)],
])('%j', (text, name) => {
  expect(cleanName(text)).toBe(name)
})
