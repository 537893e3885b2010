import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { mailData } from '../../src/messages/mail-data.ts'
import { messageFor, prepareVariant } from '../../src/messages/splice.ts'
import {
  newPlaceholder,
  PREFERENCES_PLACEHOLDER,
  preferencesPlaceholder,
  signToken,
  TOKEN_PLACEHOLDER,
} from '../../src/subscribers/token.ts'
import { recipients, variants } from './any-mail.ts'
import { readGolden, sample } from './sample-edition.ts'

test('a spliced mail is the composed one: golden/messages/weekly-12.eml', async () => {
  const prepared = await prepareVariant(sample.variant, sample.edition)
  expect(unescapeDots((await messageFor(prepared, sample.recipient)).data).toString()).toBe(readGolden('weekly-12.eml'))
})

test('for any variant and any person, splicing gives the very bytes of a full composition', async () => {
  await fc.assert(
    fc.asyncProperty(variants, fc.array(recipients, { minLength: 1, maxLength: 3 }), async (variant, people) => {
      const prepared = await prepareVariant(variant, sample.edition)
      for (const person of people) {
        const composed = await composeVariant(variant, sample.edition, person)
        const spliced = await messageFor(prepared, person)
        expect(unescapeDots(spliced.data).toString('latin1')).toBe(composed.toString('latin1'))
        expect(spliced).toEqual(mailData(composed))
      }
    }),
    { numRuns: 200 },
  )
})

test('so it does of a correction, which names the mail that the same person got', async () => {
  const corrects = { newsletter: 'weekly', number: '11', domain: 'lantern.example' }
  const edition = { ...sample.edition, corrects }
  await fc.assert(
    fc.asyncProperty(variants, recipients, async (variant, { messageId, ...person }) => {
      const prepared = await prepareVariant(variant, edition)
      const one = { ...person, messageId: messageId.replace('.', '.1.'), inReplyTo: messageId }
      const composed = await composeVariant(variant, edition, one)
      expect(await messageFor(prepared, one)).toEqual(mailData(composed))
      const head = composed.toString('latin1').split('\r\n\r\n')[0] ?? ''
      expect(head.match(/^(In-Reply-To|References):\s+<.*>$/gm)).toHaveLength(2)
    }),
    { numRuns: 60 },
  )
})

test.each([0, 1, 2])(
  'a token in base64 at byte 3n + %d, alone, beside another, at a line end and at the end',
  async (shift) => {
    for (let words = 0; words < 20; words++) {
      const chinese = '燈'.repeat(words)
      const text = `${chinese}${'x'.repeat(shift)}${TOKEN_PLACEHOLDER}燈${PREFERENCES_PLACEHOLDER}a${TOKEN_PLACEHOLDER}${PREFERENCES_PLACEHOLDER}${TOKEN_PLACEHOLDER}`
      const variant = {
        language: 'en',
        subject: 's',
        text: `${text}${'燈火'.repeat(40)}`,
        html: `${'燈火'.repeat(40)}${text}`,
      }
      const { data: spliced } = await messageFor(await prepareVariant(variant, sample.edition), sample.recipient)
      const composed = await composeVariant(variant, sample.edition, sample.recipient)
      expect(spliced.toString('latin1')).toBe(composed.toString('latin1'))
      expect(spliced.toString('latin1').split('Content-Transfer-Encoding: base64')).toHaveLength(3)
    }
  },
)

test('nothing of the stand-ins is left, and the mail of one person holds nothing of another', async () => {
  const variant = {
    language: 'en',
    subject: 's',
    text: `${TOKEN_PLACEHOLDER} `.repeat(50),
    html: `<a href="${TOKEN_PLACEHOLDER}">`.repeat(50),
  }
  const prepared = await prepareVariant(variant, sample.edition)
  const other = { ...sample.recipient, token: signToken('unsubscribe', '_'.repeat(16), ['secret']) }
  await messageFor(prepared, other)
  const { data: mail } = await messageFor(prepared, sample.recipient)
  expect(mail.toString()).not.toContain('placeholder.invalid')
  const { text, html } = await PostalMime.parse(mail)
  expect(text?.trim()).toBe(`${sample.recipient.token} `.repeat(50).trim())
  expect(html?.trim()).toBe(`<a href="${sample.recipient.token}">`.repeat(50))
})

test('a token of another length is refused', async () => {
  const prepared = await prepareVariant(sample.variant, sample.edition)
  for (const short of [{ token: 'short' }, { preferences: 'short' }])
    await expect(messageFor(prepared, { ...sample.recipient, ...short })).rejects.toThrow('43 characters')
})

test.each(['plain words', '燈火'])(
  'a variant’s own placeholder is filled, and what stood in all of them before is words (%s)',
  async (words) => {
    const placeholder = newPlaceholder((count) => Uint8Array.from({ length: count }, (_, i) => i * 7))
    const second = preferencesPlaceholder(placeholder)
    const both = `${TOKEN_PLACEHOLDER} ${PREFERENCES_PLACEHOLDER}`
    const body = `${words.repeat(30)} ${both} ${placeholder} ${second}`
    const variant = { language: 'en', subject: TOKEN_PLACEHOLDER, text: body, html: `<p>${body}</p>`, placeholder }
    const { data } = await messageFor(await prepareVariant(variant, sample.edition), sample.recipient)
    expect(data.toString('latin1')).toBe(
      (await composeVariant(variant, sample.edition, sample.recipient)).toString('latin1'),
    )
    const { subject, text } = await PostalMime.parse(data)
    expect(subject).toBe(TOKEN_PLACEHOLDER)
    const { token, preferences } = sample.recipient
    expect(text?.trim()).toBe(`${words.repeat(30)} ${both} ${token} ${preferences}`)
  },
)
