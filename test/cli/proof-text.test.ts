import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { describeProof } from '../../src/cli/proof-text.ts'
import type { WrittenConsent } from '../../src/subscribers/subscriber.ts'

const at = Temporal.Instant.from('2026-01-31T09:00:00Z')

function proofOf(steps: Omit<WrittenConsent, 'at'>[]): string[] {
  const newsletter = { newsletter: 'weekly', title: 'The Lantern', state: 'active' as const }
  const proof = {
    address: 'mei@a.example',
    newsletters: [{ ...newsletter, steps: steps.map((step) => ({ ...step, at })) }],
  }
  const lines = describeProof({ ...proof, problems: [] }, 'UTC').split('\n')
  return lines.slice(3).map((line) => line.replace(/^ {2}2026-01-31 09:00 {2}/, ''))
}

test('a form is named with the wording that stood there, in its language', () => {
  const evidence = { form: 'https://a.example/thanks/', wording: 1, language: 'de', network: '192.0.2.7' }
  const [line] = proofOf([{ action: 'subscribed', source: 'form', evidence }])
  expect(line).toMatch(
    /^Signed up by a form on the web, by the form at https:\/\/a\.example\/thanks\/, in wording 1 \(de\): ".*The Lantern.*", from 192\.0\.2\.7\.$/,
  )
})

test('each who may have done it is said in words', () => {
  expect(
    proofOf([
      { action: 'confirmed', source: 'link', evidence: { network: 'hmac:abc', wording: 99, language: 'en' } },
      { action: 'unsubscribed', source: 'one-click' },
      { action: 'by-feed', source: 'link' },
      { action: 'imported', source: 'import my: list.csv' },
      { action: 'subscribed', source: 'import my: list.csv: elsewhere' },
      { action: 'removed', source: '' },
      { action: 'subscribed', source: 'an old record' },
    ]),
  ).toEqual([
    'Confirmed by the link in a mail, in wording 99 (en), from a network address of which a hash is kept.',
    "Unsubscribed by the mail program's button.",
    'Took a feed in place of mails by the link in a mail.',
    'Taken over from a list by the operator, from my: list.csv.',
    'Signed up at an earlier service, as its list my: list.csv says.',
    'Removed as recorded.',
    'Signed up as recorded: an old record.',
  ])
})
