import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import { TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { readGolden, sample } from './sample-edition.ts'

test('the whole mail: golden/messages/weekly-12.eml, the same at each run', async () => {
  const mail = await composeVariant(sample.variant, sample.edition, sample.recipient)
  expect(mail.toString()).toBe(readGolden('weekly-12.eml'))
})

describe('text and html arrive as they were written, with the token in place', () => {
  test.each([
    ['long lines', 'x'.repeat(3000)],
    ['dots at line starts', '.\n..\n.x\n'],
    ['Chinese', '燈火週報\n'.repeat(200)],
    ['right to left', 'שלום עולם — مرحبا\n'],
    ['emoji', '👩‍💻🏳️‍🌈'.repeat(100)],
    ['trailing blanks and tabs', 'a \nb\t\n \n'],
    ['what looks like quoted-printable', '=3D =E2=80=94 =\n=\n'],
    ['what looks like a boundary', '--=_broadsheet-0000000000000000-Part_1\n--\nFrom me\n'],
  ])('%s', async (_, words) => {
    const body = `${words}[${TOKEN_PLACEHOLDER}]\n${words}`
    const mail = await composeVariant(
      { language: 'en', subject: 's', text: body, html: `<p>${body}</p>` },
      sample.edition,
      sample.recipient,
    )
    const parsed = await PostalMime.parse(mail)
    const expected = body.replace(TOKEN_PLACEHOLDER, sample.recipient.token)
    expect(parsed.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(expected.trimEnd())
    expect(parsed.html?.replaceAll('\r\n', '\n').trimEnd()).toBe(`<p>${expected}</p>`)
    const lines = mail.toString('latin1').split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120)
    expect(lines.join('')).not.toMatch(/[\r\n]/)
  })
})
