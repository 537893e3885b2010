import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { GREETING_PLACEHOLDER } from '../../src/editions/greeting.ts'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { lookedMail } from '../../src/messages/looked-mail.ts'
import { messageFor, prepareVariant } from '../../src/messages/splice.ts'
import { body, recipients } from './any-mail.ts'
import { ed25519, rsa, verdicts } from './dkim-keys.ts'
import { sample } from './sample-edition.ts'

const greeted = fc
  .tuple(
    fc.constantFrom('en', 'zh-Hant', 'ja', 'he'),
    body,
    fc.constantFrom('', '.', '..x', ' ', '\n', '燈', '='),
    body,
  )
  .map(([language, before, behind, after]) => {
    const text = `${before}${GREETING_PLACEHOLDER}${behind}${after}`
    return { language, subject: 's', text, html: text }
  })
const named = fc
  .tuple(recipients, fc.constantFrom('Mei', 'J.R.R. Tolkien', '王小明', undefined))
  .map(([person, name]) => ({
    ...person,
    to: { ...person.to, ...(name && { name }) },
  }))

async function spliced(variant: Parameters<typeof prepareVariant>[0], person: Parameters<typeof messageFor>[1]) {
  const { data, size } = await messageFor(await prepareVariant(variant, sample.edition, [rsa, ed25519]), person)
  const mail = unescapeDots(data)
  expect(size).toBe(mail.length)
  return mail
}

test('wherever it stands, each reads their own greeting, signed, in lines that are not too long', async () => {
  await fc.assert(
    fc.asyncProperty(greeted, named, async (variant, person) => {
      const mail = await spliced(variant, person)
      const composed = await PostalMime.parse(await composeVariant(variant, sample.edition, person))
      const { text, html } = await PostalMime.parse(mail)
      expect({ text, html }).toEqual({ text: composed.text, html: composed.html })
      expect(text).not.toContain(GREETING_PLACEHOLDER)
      expect(await verdicts(mail.toString('latin1'))).toEqual(['b2026: pass', 'brisbane: pass'])
      const lines = mail.toString('latin1').split('\r\n\r\n').slice(1).join('\r\n').split('\r\n')
      expect(lines.filter((line) => line.length > 76 && !line.startsWith('Content-'))).toEqual([])
    }),
    { numRuns: 100 },
  )
})

describe.each([
  ['quoted-printable', 'plain words'],
  ['base64', '燈火'],
])('in %s', (encoding, words) => {
  const line = `${words.repeat(9)}\n${GREETING_PLACEHOLDER}\n${words.repeat(9)}`
  const variant = { language: 'en', subject: 's', text: line, html: `<p>${line}</p>` }

  test.each([
    ['Mei', 'Hello Mei,'],
    ['王小明', 'Hello 王小明,'],
    ['evil.example', 'Hello,'],
    [undefined, 'Hello,'],
  ])('%s', async (name, said) => {
    const mail = await spliced(variant, {
      ...sample.recipient,
      to: { address: 'mei@lantern.example', ...(name && { name }) },
    })
    expect(mail.toString().split(`Content-Transfer-Encoding: ${encoding}`)).toHaveLength(3)
    const { text, html } = await PostalMime.parse(mail)
    expect(text?.split('\n')[1]?.trimEnd()).toBe(said)
    expect(html?.split('\n')[1]?.trimEnd()).toBe(said)
  })

  test('the same person again: the same to the byte, as their preview says', async () => {
    const person = { ...sample.recipient, to: { address: 'mei@lantern.example', name: 'Mei' } }
    expect(await spliced(variant, person)).toEqual(await spliced(variant, person))
    const { text } = await lookedMail(variant, sample.edition, person.to)
    expect(text.split('\n')[1]?.trimEnd()).toBe('Hello Mei,')
  })
})
