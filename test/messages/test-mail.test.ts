import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
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
  const same = await composeVariant(sample.variant, sample.edition, {
    to,
    token: INERT_TOKEN,
    preferences: INERT_TOKEN,
    messageId,
  })
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

describe('with its pictures within', () => {
  const cid = 'a.png@broadsheet.invalid'
  const bytes = Buffer.from(Array.from({ length: 300 }, (_, i) => i % 256))
  const html = sample.variant.html.replace('</body>', `<img src="cid:${cid}"></body>`)
  const variant = { ...sample.variant, html, pictures: [{ cid, name: 'a.png', type: 'image/png', bytes }] }

  test('a mail program finds them beside the html that names them', async () => {
    const { data } = await composeTestMail(variant, sample.edition, sample.recipient.to, 'QUJDREVGR0hJSktM')
    const mail = unescapeDots(data).toString()
    expect(mail).toMatch(
      /multipart\/alternative;[\s\S]*text\/plain[\s\S]*multipart\/related;[\s\S]*text\/html[\s\S]*image\/png/,
    )
    const { html: shown, attachments } = await PostalMime.parse(mail)
    expect(shown).toContain(`<img src="cid:${cid}">`)
    expect(attachments).toMatchObject([{ contentId: `<${cid}>`, mimeType: 'image/png', disposition: 'inline' }])
    expect(Buffer.from(attachments[0]?.content as ArrayBuffer)).toEqual(bytes)
  })

  test('it is signed whole', async () => {
    const { data } = await composeTestMail(variant, sample.edition, sample.recipient.to, 'QUJDREVGR0hJSktM', [rsa])
    expect(await verdicts(unescapeDots(data))).toEqual(['b2026: pass'])
  })

  test('in Chinese, which goes as base64, all is where it belongs', async () => {
    const chinese = { ...variant, html: `<p>${'燈籠'.repeat(500)}</p><img src="cid:${cid}">`, text: '燈籠'.repeat(500) }
    const { data } = await composeTestMail(chinese, sample.edition, sample.recipient.to, 'QUJDREVGR0hJSktM')
    const { html: shown, text } = await PostalMime.parse(unescapeDots(data))
    expect(shown).toBe(`${chinese.html}\n`.trimEnd())
    expect(text?.trimEnd()).toBe(chinese.text)
  })
})
