import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMailbox, isAddress, parseDomain, parseMailbox } from '../../src/config/mailbox.ts'

describe('parseMailbox', () => {
  it.each([
    ['The Lantern <news@lantern.example>', { name: 'The Lantern', address: 'news@lantern.example' }],
    ['news@lantern.example', { address: 'news@lantern.example' }],
    ['<news@lantern.example>', { address: 'news@lantern.example' }],
    ['"Lamps, \\"Inc.\\"" <a+b@lamps.example>', { name: 'Lamps, "Inc."', address: 'a+b@lamps.example' }],
    ['燈塔週報 <news@燈塔.example>', { name: '燈塔週報', address: 'news@燈塔.example' }],
  ])('reads %s', (text, mailbox) => expect(parseMailbox(text)).toEqual(mailbox))

  it.each([
    'The Lantern',
    'news@lantern',
    'news@127.0.0.1',
    'news@.example',
    'a b@lantern.example',
    'The Lantern <news@lantern.example',
    'The Lantern <a@b.example> <c@d.example>',
    'a@b.example, c@d.example',
    'The Lantern <news@lantern.example>\nBcc: all@lantern.example',
    'The\r\nBcc: x <news@lantern.example>',
  ])('refuses %j', (text) => expect(parseMailbox(text)).toBeUndefined())

  it('reads what formatMailbox wrote, whatever the name', () => {
    const name = fc.string({ unit: 'grapheme' }).map((text) => text.trim())
    fc.assert(
      fc.property(name, (text) => {
        fc.pre(!/\p{Cc}/u.test(text))
        const mailbox = text ? { name: text, address: 'a@b.example' } : { address: 'a@b.example' }
        expect(parseMailbox(formatMailbox(mailbox))).toEqual(mailbox)
      }),
    )
  })
})

it('isAddress holds RFC 5321 to its lengths', () => {
  expect(isAddress(`${'a'.repeat(64)}@b.example`)).toBe(true)
  expect(isAddress(`${'a'.repeat(65)}@b.example`)).toBe(false)
  expect(isAddress(`a@${'b.'.repeat(130)}example`)).toBe(false)
})

it('parseDomain takes what can stand behind an @, and gives it in ASCII', () => {
  expect(['Lantern.example', ' bücher.example '].map(parseDomain)).toEqual(['lantern.example', 'xn--bcher-kva.example'])
  expect(['', 'localhost', 'a@b.example', '192.0.2.1', 'a b.example', 'a.example.'].map(parseDomain)).toEqual(
    Array(6).fill(undefined),
  )
})
