import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableLines } from '../../src/config/printable.ts'

describe('printable', () => {
  it.each([
    ['plain words, 漢字 and עברית', 'plain words, 漢字 and עברית'],
    ['\u001b]0;pwned\u0007\u001b[31mred', '\\u001b]0;pwned\\u0007\\u001b[31mred'],
    ['one\nforged line', 'one\\nforged line'],
    ['one\r\nforged\ttab', 'one\\r\\nforged\\ttab'],
    ['next\u0085line\u2028line\u2029paragraph', 'next\\u0085line\\u2028line\\u2029paragraph'],
    ['8-bit \u009b31m', '8-bit \\u009b31m'],
    ['annexe\u202egpj.exe', 'annexe\\u202egpj.exe'],
    ['\u2067gpj\u2069.exe', '\\u2067gpj\u2069.exe'],
    ['\u2068שלום\u2069 and more', '\u2068שלום\u2069 and more'],
    ['tag \u{e0041}', 'tag \\udb40\\udc41'],
    ['a family 👩‍👧 stays', 'a family 👩‍👧 stays'],
  ])('%j', (text, printed) => {
    expect(printable(text)).toBe(printed)
  })

  it('is one line without a control or an override, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066\u2067]/u)
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })
})

describe('printableLines', () => {
  it('keeps the lines of a text of ours', () => {
    expect(printableLines('one\n\ttwo \u001b[2J')).toBe('one\n\ttwo \\u001b[2J')
  })

  it('changes nothing of what a program reads from JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(JSON.parse(printableLines(JSON.stringify({ title }, null, 2)))).toEqual({ title })
      }),
    )
  })
})
