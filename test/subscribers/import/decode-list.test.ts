import { describe, expect, test } from 'vitest'
import { decodeList } from '../../../src/subscribers/import/decode-list.ts'

/** In pieces that cut through characters. */
async function decoded(bytes: Uint8Array, language = 'en', encoding?: string): Promise<string> {
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3)
  }
  const list = await decodeList(open, { language, encoding })
  if ('code' in list) return `refused: ${list.code}`
  let text = ''
  for await (const piece of list.open()) text += piece
  return `${list.encoding}: ${text}`
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
/** Single-byte text, each character given by its byte. */
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

describe('Unicode', () => {
  test('UTF-8, with and without a mark', async () => {
    expect(await decoded(Buffer.from('José 燈'))).toBe('utf-8: José 燈')
    expect(await decoded(Buffer.from('\ufeffJosé'))).toBe('utf-8: José')
  })

  test('UTF-16 in both orders, with a mark and without', async () => {
    expect(await decoded(Buffer.from('\ufeffemail\tJosé', 'utf16le'))).toBe('utf-16le: email\tJosé')
    expect(await decoded(utf16be('\ufeffemail\tJosé'))).toBe('utf-16be: email\tJosé')
    expect(await decoded(Buffer.from('email\tname\r\na@b.example\tJosé', 'utf16le'))).toMatch(/^utf-16le: email/)
    expect(await decoded(utf16be('email\tname\r\na@b.example\tJosé'))).toMatch(/^utf-16be: email/)
  })
})

describe('what is no UTF-8', () => {
  test.each(['José Müller', 'Zoë Ångström', 'François «le» Lœuf’s', 'Straße 5 – “x”', 'Núñez 20 €'])(
    '%s is read as windows-1252',
    async (name) => {
      const encoded = name
        .replace('œ', '\x9c')
        .replace('’', '\x92')
        .replace('–', '\x96')
        .replace('“', '\x93')
        .replace('”', '\x94')
        .replace('€', '\x80')
      expect(await decoded(latin1(`email;name\r\na@w.example;${encoded}\r\n`))).toBe(
        `windows-1252: email;name\r\na@w.example;${name}\r\n`,
      )
    },
  )

  test("by the site's language, where that fits better", async () => {
    const ivan = bytes('a@b.example,', 0xc8, 0xe2, 0xe0, 0xed, '\n')
    expect(await decoded(ivan, 'ru')).toBe('windows-1251: a@b.example,Иван\n')
    expect(await decoded(latin1('a@b.example,M\xfcller\n'), 'ru')).toBe('windows-1252: a@b.example,Müller\n')
    expect(await decoded(bytes('a@b.example,Dvo', 0xf8, 0xe1, 'k\n'), 'cs')).toBe('windows-1250: a@b.example,Dvořák\n')
    expect(await decoded(bytes('a@b.example,', 0x8e, 0x52, 0x93, 0x63, '\n'), 'ja')).toBe(
      'shift_jis: a@b.example,山田\n',
    )
    expect(await decoded(latin1('a@b.example,Jos\xe9 M\xfcller\n'), 'zh-Hant-TW')).toBe(
      'windows-1252: a@b.example,José Müller\n',
    )
  })

  test.each([
    ['windows-1251', [0xc8, 0xe2, 0xe0, 0xed]],
    ['shift_jis', [0x8e, 0x52, 0x93, 0x63]],
    ['macintosh', ['Jos', 0x8e, 'e M', 0x9f, 'ller']],
    ['gb18030', [0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]],
  ] as [string, (string | number)[]][])(
    '%s is refused, and read when the operator names it',
    async (encoding, name) => {
      const list = bytes('a@b.example,', ...name, '\n')
      expect(await decoded(list)).toBe('refused: subscribers.encoding')
      expect(await decoded(list, 'en', encoding)).toMatch(new RegExp(`^${encoding}: a@b\\.example,`))
    },
  )
})
