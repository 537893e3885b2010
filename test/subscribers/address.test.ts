import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envelopeAddress, parseAddress } from '../../src/subscribers/address.ts'

describe('parseAddress', () => {
  test.each([
    ['mei@lantern.example', { address: 'mei@lantern.example', key: 'mei@lantern.example' }],
    ['  Mei@Lantern.EXAMPLE\n', { address: 'Mei@Lantern.EXAMPLE', key: 'mei@lantern.example' }],
    ["o'brien+news@a-b.example", { address: "o'brien+news@a-b.example", key: "o'brien+news@a-b.example" }],
    ['ana@bücher.example', { address: 'ana@bücher.example', key: 'ana@xn--bcher-kva.example' }],
    ['ana@BÜCHER.example', { address: 'ana@BÜCHER.example', key: 'ana@xn--bcher-kva.example' }],
    ['u\u0308@a.example', { address: 'ü@a.example', key: 'ü@a.example' }],
    ['梅@燈。台灣', { address: '梅@燈.台灣', key: '梅@xn--uxx.xn--kpry57d' }],
    ['a@उदाहरण.परीक्षा', { address: 'a@उदाहरण.परीक्षा', key: 'a@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g' }],
    ['Mei <mei@a.example>', { address: 'mei@a.example', key: 'mei@a.example', name: 'Mei' }],
    ['"Doe, Jane" <j@a.example>', { address: 'j@a.example', key: 'j@a.example', name: 'Doe, Jane' }],
    ['<j@a.example>', { address: 'j@a.example', key: 'j@a.example' }],
  ])('%j', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected)
  })

  test.each([
    ['', 'The address is empty.'],
    ['mei', 'The address has no @.'],
    ['a@b@c.example', 'The address has more than one @.'],
    ['@a.example', 'The address has nothing before the @.'],
    ['a b@a.example', 'What stands before the @ is not the name of a mailbox.'],
    ['.a@a.example', 'What stands before the @ is not the name of a mailbox.'],
    ['a..b@a.example', 'What stands before the @ is not the name of a mailbox.'],
    ['a,b@a.example', 'What stands before the @ is not the name of a mailbox.'],
    ['a\u200bb@a.example', 'What stands before the @ is not the name of a mailbox.'],
    ['a@localhost', 'What stands after the @ is not a domain.'],
    ['a@127.0.0.1', 'What stands after the @ is not a domain.'],
    ['a@0x7f.1', 'What stands after the @ is not a domain.'],
    ['a@[127.0.0.1]', 'What stands after the @ is not a domain.'],
    ['a@b_c.example', 'What stands after the @ is not a domain.'],
    ['a@-b.example', 'What stands after the @ is not a domain.'],
    ['a@b..example', 'What stands after the @ is not a domain.'],
    ['a@b.example.', 'What stands after the @ is not a domain.'],
    ['a@ex%61mple.org', 'What stands after the @ is not a domain.'],
    ['a@xn--a.example', 'What stands after the @ is not a domain.'],
    [`${'a'.repeat(65)}@a.example`, 'The address is longer than mail allows.'],
    [`${'ü'.repeat(33)}@a.example`, 'The address is longer than mail allows.'],
    [`a@${'b'.repeat(63)}.${'b'.repeat(63)}.${'b'.repeat(63)}.${'b'.repeat(58)}.example`, 'The address is longer'],
    ['a@b.example\r\nBcc: x@y.example', 'The address holds a line break or control character.'],
    ['"quoted"@a.example', 'The address is not written as'],
    ['a@b.example, c@d.example', 'The address has more than one @.'],
    ['A <a@b.example>, <c@d.example>', 'The address is not written as'],
    ['list: <a@b.example>;', 'The address is not written as'],
    ['<a@b.example> (c@d.example)', 'The address is not written as'],
    ['<a@b.example', 'The address is not written as'],
  ])('refuses %j', (text, reason) => {
    expect(parseAddress(text)).toMatchObject({ code: 'subscribers.address', message: expect.stringContaining(reason) })
  })

  test('an address that passes can stand in a header and an SMTP command, and reads back as itself', () => {
    const pieces = fc.constantFrom(
      'a',
      'Z',
      '@',
      '.',
      '-',
      '<',
      '>',
      '"',
      ',',
      ';',
      ':',
      '(',
      ' ',
      '\r',
      '\n',
      'é',
      '燈',
      'example',
    )
    const text = fc.oneof(fc.string({ unit: pieces }), fc.emailAddress(), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseAddress(written)
        if ('code' in parsed) return
        expect(parsed.address).toMatch(/^[^\s\p{C}<>",;:()@]+@[^\s\p{C}<>",;:()@]+$/u)
        expect(parsed.key).toMatch(/@[a-z0-9.-]+$/)
        expect(parseAddress(parsed.address)).toEqual({ address: parsed.address, key: parsed.key })
        expect(parseAddress(parsed.address.toUpperCase().toLowerCase())).toMatchObject({ key: parsed.key })
      }),
    )
  })

  test('a problem does not repeat the address, since problems are logged', () => {
    expect(JSON.stringify(parseAddress('secret.person@bad..example'))).not.toContain('secret')
  })
})

test('a domain goes out in its ASCII form', () => {
  expect(envelopeAddress('Mei@燈.台灣')).toBe('Mei@xn--uxx.xn--kpry57d')
})
