import fc from 'fast-check'
import NodemailerDkim from 'nodemailer/lib/dkim'
import { describe, expect, test } from 'vitest'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import type { DkimKey } from '../../src/messages/dkim-key.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { messageFor, prepareVariant } from '../../src/messages/splice.ts'
import { recipients, variants } from './any-mail.ts'
import { ed25519, rsa, verdicts } from './dkim-keys.ts'
import { readGolden, sample } from './sample-edition.ts'

const KEYS = [rsa, ed25519]

async function signedSample(keys: DkimKey[], edition = sample.edition): Promise<string> {
  const mail = unescapeDots(
    (await messageFor(await prepareVariant(sample.variant, edition, keys), sample.recipient)).data,
  )
  return mail.toString('latin1')
}

/** The tags of each signature, without the white space that may stand in them. */
function signaturesOf(mail: string): Record<string, string>[] {
  const fields = mail.match(/^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*/gm) ?? []
  return fields.map((field) => {
    const tags = field.slice('DKIM-Signature:'.length).replace(/\s/g, '').split(';')
    return Object.fromEntries(tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]))
  })
}

test('the whole field: golden/messages/weekly-12-signature.eml, in front of the mail as it was', async () => {
  const signature = readGolden('weekly-12-signature.eml')
  expect(await signedSample([ed25519])).toBe(Buffer.from(signature + readGolden('weekly-12.eml')).toString('latin1'))
})

describe('what a signature says', () => {
  test('one for each key, in their order; dated as the edition, so that a second try has the same', async () => {
    const mail = await signedSample(KEYS)
    expect(await verdicts(mail)).toEqual(['b2026: pass', 'brisbane: pass'])
    expect(signaturesOf(mail)).toMatchObject([
      { v: '1', a: 'rsa-sha256', c: 'relaxed/relaxed', d: 'lantern.example', s: 'b2026', t: '1769994000' },
      { v: '1', a: 'ed25519-sha256', c: 'relaxed/relaxed', d: 'lantern.example', s: 'brisbane', t: '1769994000' },
    ])
    expect(await signedSample(KEYS)).toBe(mail)
  })

  test('it covers what names the mail, its sender and the ways to leave; From twice; all of the body', async () => {
    const [signature] = signaturesOf(await signedSample([rsa]))
    expect(signature?.h?.split(':')).toEqual([
      'From',
      'From',
      'Reply-To',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'List-ID',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'Feedback-ID',
      'MIME-Version',
      'Content-Type',
    ])
    expect(signature).not.toHaveProperty('l')
  })

  test('a field that the mail lacks is not listed', async () => {
    const [signature] = signaturesOf(await signedSample([rsa], { ...sample.edition, replyTo: undefined }))
    expect(signature?.h).toMatch(/^From:From:To:/)
  })

  test('its lines are short, whatever the domain', async () => {
    const domain = `${'sub.'.repeat(5)}lantern.example`
    const mail = await signedSample([{ ...rsa, domain }, ed25519])
    const lines = mail.slice(0, mail.indexOf('\r\nFrom:')).split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78)
  })
})

describe('whose key signs', () => {
  const from = (address: string) => ({ ...sample.edition, from: { address } })

  test('only one that speaks for the sender; without any the mail is as it was', async () => {
    const other = { ...rsa, domain: 'elsewhere.example' }
    expect(await signedSample([other])).toBe(await signedSample([]))
    expect(signaturesOf(await signedSample([other, ed25519])).map(({ d }) => d)).toEqual(['lantern.example'])
  })

  test('an international domain signs in ASCII', async () => {
    const keys = [{ ...rsa, domain: 'xn--bcher-kva.example' }]
    const mail = await signedSample(keys, from('news@bücher.example'))
    expect(await verdicts(mail, keys)).toEqual(['b2026: pass'])
  })
})

describe('as nodemailer signs', () => {
  test('the body hash is the same for the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(variants, recipients, async (variant, recipient) => {
        const mail = await composeVariant(variant, sample.edition, recipient)
        const signed = unescapeDots(
          (await messageFor(await prepareVariant(variant, sample.edition, [rsa]), recipient)).data,
        )
        expect(signaturesOf(signed.toString('latin1'))[0]?.bh).toBe(await nodemailerBodyHash(mail))
      }),
      { numRuns: 50 },
    )
  })
})

async function nodemailerBodyHash(mail: Buffer): Promise<string | undefined> {
  const privateKey = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const dkim = new NodemailerDkim({ domainName: rsa.domain, keySelector: rsa.selector, privateKey })
  const chunks = await dkim.sign(mail).toArray()
  return signaturesOf(Buffer.concat(chunks).toString('latin1'))[0]?.bh
}

describe('for any variant and any person', () => {
  test('an independent verifier says pass, and below the signatures stands the composed mail', async () => {
    await fc.assert(
      fc.asyncProperty(variants, fc.array(recipients, { minLength: 1, maxLength: 3 }), async (variant, people) => {
        const prepared = await prepareVariant(variant, sample.edition, KEYS)
        for (const person of people) {
          const mail = unescapeDots((await messageFor(prepared, person)).data).toString('latin1')
          expect(await verdicts(mail)).toEqual(['b2026: pass', 'brisbane: pass'])
          const composed = await composeVariant(variant, sample.edition, person)
          expect(mail.replace(/^(?:DKIM-Signature:.*\r\n(?: .*\r\n)*)+/, '')).toBe(composed.toString('latin1'))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('one letter changed, in the body or in a covered field, and it fails', async () => {
    await fc.assert(
      fc.asyncProperty(variants, recipients, fc.nat(), async (variant, person, choice) => {
        const mail = unescapeDots(
          (await messageFor(await prepareVariant(variant, sample.edition, KEYS), person)).data,
        ).toString('latin1')
        const letters = coveredLetters(mail)
        const at = letters[choice % letters.length] ?? 0
        const changed = `${mail.slice(0, at)}${mail[at] === 'x' ? 'y' : 'x'}${mail.slice(at + 1)}`
        for (const verdict of await verdicts(changed)) expect(verdict).toMatch(/: (?:fail|neutral)$/)
      }),
      { numRuns: 60 },
    )
  })

  test('a second From put in above the first breaks it', async () => {
    const forged = (await signedSample([rsa])).replace('\r\nFrom:', '\r\nFrom: Mallory <m@evil.example>\r\nFrom:')
    expect(await verdicts(forged)).toEqual(['b2026: fail'])
  })
})

const COVERED = /^(?:From|Reply-To|To|Subject|Date|Message-ID|List-[\w-]+|Feedback-ID|MIME-Version|Content-Type):/

/** Positions of letters and digits in the body and in the values of covered fields. */
function coveredLetters(mail: string): number[] {
  const bodyStart = mail.indexOf('\r\n\r\n')
  const fields = [...mail.slice(0, bodyStart + 2).matchAll(/[\w-]+:.*\r\n(?:[ \t].*\r\n)*/g)]
  const values = fields
    .filter(([field]) => COVERED.test(field))
    .map(({ 0: field, index }) => [index + field.indexOf(':'), index + field.length] as const)
  return [...values, [bodyStart, mail.length] as const].flatMap(([start, end]) =>
    [...mail.slice(start, end).matchAll(/[A-Za-z0-9]/g)].map(({ index }) => start + index),
  )
}
