import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeVariant, type VariantText } from '../../src/messages/compose-variant.ts'
import { messageSizes } from '../../src/messages/composed-size.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { variants } from './any-mail.ts'
import { sample } from './sample-edition.ts'

const EDITION = sample.edition

async function composed(variant: VariantText): Promise<number> {
  const message = await composeVariant(variant, EDITION, {
    to: { address: 'somebody@example.com' },
    token: TOKEN_PLACEHOLDER,
    preferences: PREFERENCES_PLACEHOLDER,
    messageId: '<weekly.12.AAAAAAAA.AAAAAAAAAAAAAAAA@example.com>',
  })
  return message.length
}

test('the sizes of an edition’s mails are those of the mails when they are composed, whatever is in them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(variants, { minLength: 1, maxLength: 4 }), async (mails) => {
      const sizeOf = messageSizes(EDITION)
      for (const mail of [...mails, ...mails]) expect(await sizeOf(mail)).toBe(await composed(mail))
    }),
    { numRuns: 300 },
  )
})

test.each([73, 74, 75, 76, 77, 78, 149, 150, 151, 152, 153])(
  'a line of %i characters, at the end or not',
  async (length) => {
    const sizeOf = messageSizes(EDITION)
    for (const character of ['x', '=', ' ', 'é', '燈', '\t', '.', '👩'])
      for (const end of ['', '\n', '\n\n', '\nz', ' \n', '\n ']) {
        const text = `-${character.repeat(length)}${end}`
        const mail = { language: 'en', subject: 'Lamps', html: text, text: `${text}plain` }
        expect(await sizeOf(mail), JSON.stringify([character, end])).toBe(await composed(mail))
      }
  },
)

test('with its pictures, where it carries them', async () => {
  const pictures = [{ cid: 'a@b', name: 'a.png', type: 'image/png', bytes: new Uint8Array(5_000) }]
  const mail = { language: 'en', subject: 'Lamps', html: '<img src="cid:a@b">', text: 'Lamps', pictures }
  expect(await messageSizes(EDITION)(mail)).toBe(await composed(mail))
  expect(await composed(mail)).toBeGreaterThan(6_000)
})
