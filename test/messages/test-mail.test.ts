import { expect, test } from 'vitest'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { composeTestMail } from '../../src/messages/test-mail.ts'
import { INERT_TOKEN } from '../../src/subscribers/token.ts'
import { rsa, verdicts } from './dkim-keys.ts'
import { sample } from './sample-edition.ts'

test('a test mail is the mail, but for its Message-ID and links that leave nothing', async () => {
  const { to } = sample.recipient
  const { data } = await composeTestMail(sample.variant, sample.edition, to, 'QUJDREVGR0hJSktM')
  const messageId = '<weekly.test.QUJDREVGR0hJSktM@lantern.example>'
  const same = await composeVariant(sample.variant, sample.edition, { to, token: INERT_TOKEN, messageId })
  const mail = unescapeDots(data)
  expect(mail.toString()).toBe(same.toString())
  expect(mail.toString()).toContain(
    `\r\nList-Unsubscribe: <https://news.lantern.example/unsubscribe/${INERT_TOKEN}>,\r\n`,
  )
})

test('it is signed as the mail will be', async () => {
  const { data } = await composeTestMail(sample.variant, sample.edition, sample.recipient.to, 'QUJDREVGR0hJSktM', [rsa])
  expect(await verdicts(unescapeDots(data))).toEqual(['b2026: pass'])
})
