import PostalMime, { decodeWords, type Email } from 'postal-mime'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { EditionHeaders } from '../../src/editions/variant.ts'
import { composeVariant } from '../../src/messages/compose-variant.ts'
import type { Recipient } from '../../src/messages/headers.ts'
import { composeSmallMail } from '../../src/messages/small-mail.ts'
import { sample } from './sample-edition.ts'

const notice = {
  from: { address: 'news@lantern.example' },
  to: 'mei@lantern.example',
  text: 'Look.',
  date: Temporal.Instant.from('2026-02-02T01:00:00Z'),
  nonce: 'QUJDREVGR0hJSktM',
  kind: 'notice',
}

/** A mail whose headers differ from the sample's in these. */
async function parseMail(change: {
  subject?: string
  edition?: Partial<EditionHeaders>
  recipient?: Partial<Recipient>
}): Promise<Email> {
  const variant = { ...sample.variant, ...(change.subject !== undefined && { subject: change.subject }) }
  const mail = await composeVariant(
    variant,
    { ...sample.edition, ...change.edition },
    { ...sample.recipient, ...change.recipient },
  )
  return PostalMime.parse(mail)
}

const header = (mail: Email, key: string) =>
  mail.headers.filter((candidate) => candidate.key === key).map(({ value }) => value)

test('two ways to leave: one https URI and one mailto, with one click (RFC 8058)', async () => {
  const { token } = sample.recipient
  const mail = await parseMail({
    edition: { leaveTo: 'brief+a&b@bücher.example', webUrl: 'https://news.bücher.example/lists/' },
  })
  expect(header(mail, 'list-unsubscribe')).toEqual([
    `<https://news.xn--bcher-kva.example/lists/unsubscribe/${token}>, ` +
      `<mailto:brief%2Ba%26b@xn--bcher-kva.example?subject=unsubscribe%20${token}>`,
  ])
  expect(header(mail, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
})

test('without an inbox that is read, none by mail', async () => {
  const mail = await parseMail({ edition: { leaveTo: undefined } })
  expect(header(mail, 'list-unsubscribe')).toEqual([
    `<https://news.lantern.example/unsubscribe/${sample.recipient.token}>`,
  ])
})

test.each([
  ['Weekly', 'Weekly <weekly.lantern.example>'],
  ['The Lantern, "weekly"', '"The Lantern, \\"weekly\\"" <weekly.lantern.example>'],
  ['燈火週報', '=?UTF-8?B?54eI54Gr6YCx5aCx?= <weekly.lantern.example>'],
])('the list of %s is known by what stands in brackets (RFC 2919)', async (title, expected) => {
  const mail = await composeVariant(
    sample.variant,
    { ...sample.edition, newsletter: { id: 'weekly', title } },
    sample.recipient,
  )
  expect(mail.toString()).toContain(`\r\nList-ID: ${expected}\r\n`)
})

test('text of any script arrives as it was written', async () => {
  const subject = '燈火週報：“a walk” — הליכה 👩‍💻 '.repeat(6).trim()
  const mail = await parseMail({
    subject,
    edition: { from: { name: 'Пеппе „P“', address: 'p@a.example' } },
    recipient: { to: { name: '梅, M.', address: 'mei@b.example' } },
  })
  expect(mail.subject).toBe(subject)
  expect(mail.from).toMatchObject({ name: 'Пеппе „P“', address: 'p@a.example' })
  expect(mail.to).toMatchObject([{ name: '梅, M.', address: 'mei@b.example' }])
})

test.each(['How to decode =?UTF-8?B?4pyT?= in Python', '=?UTF-8?B?4pyT?=', 'a =?utf-8?q?=41?=', '=?'])(
  'text that looks like an encoded word is shown as it was written: %s',
  async (text) => {
    const mail = await parseMail({
      subject: text,
      edition: { newsletter: { id: 'weekly', title: text }, from: { name: text, address: 'p@a.example' } },
      recipient: { to: { name: text, address: 'mei@bücher.example' } },
    })
    expect(mail.subject).toBe(text)
    expect(mail.from).toMatchObject({ name: text, address: 'p@a.example' })
    expect(mail.to).toMatchObject([{ name: text, address: 'mei@xn--bcher-kva.example' }])
    expect(header(mail, 'list-id').map((value) => decodeWords(value))).toEqual([`${text} <weekly.a.example>`])
    expect(await PostalMime.parse(await composeSmallMail({ ...notice, subject: text }))).toMatchObject({
      subject: text,
    })
  },
)

test("the first way to leave stands on the header's own line", async () => {
  const mail = (await composeVariant(sample.variant, sample.edition, sample.recipient)).toString('latin1')
  const { token } = sample.recipient
  expect(mail).toContain(
    `\r\nList-Unsubscribe: <https://news.lantern.example/unsubscribe/${token}>,\r\n <mailto:news@lantern.example?`,
  )
})

test('an address beyond ASCII: the domain in ASCII where it can be', async () => {
  expect((await parseMail({ recipient: { to: { address: 'mei@燈.台灣' } } })).to).toMatchObject([
    { address: 'mei@xn--uxx.xn--kpry57d' },
  ])
  expect((await parseMail({ recipient: { to: { address: '梅@燈.台灣' } } })).to).toMatchObject([
    { address: '梅@燈.台灣' },
  ])
})

test('the same for every message of an edition: its date, and no trace of a program', async () => {
  const mail = await parseMail({})
  expect(header(mail, 'date')).toEqual(['Mon, 02 Feb 2026 01:00:00 +0000'])
  expect(header(mail, 'feedback-id')).toEqual(['weekly.12:weekly:broadsheet:lantern.example'])
  expect(header(mail, 'auto-submitted')).toEqual(['auto-generated'])
  expect(mail.headers.map(({ key }) => key)).toEqual([
    'from',
    'reply-to',
    'to',
    'subject',
    'date',
    'message-id',
    'list-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
    'feedback-id',
    'auto-submitted',
    'mime-version',
    'content-type',
  ])
})

test('nothing a stranger writes becomes a header', async () => {
  const evil = 'x\r\nBcc: victim@evil.example\r\n\r\n<p>\u2028\0\ud800'
  const plain = await parseMail({})
  const mail = await parseMail({
    subject: evil,
    edition: { newsletter: { id: 'weekly', title: evil }, from: { name: evil, address: 'news@lantern.example' } },
    recipient: { to: { name: evil, address: `a@b.example\r\nBcc: victim@evil.example` }, messageId: `<${evil}>` },
  })
  expect(mail.headers.map(({ key }) => key)).toEqual(plain.headers.map(({ key }) => key))
  const oneLine = 'x Bcc: victim@evil.example <p>'
  expect([mail.subject, mail.from?.name, mail.to?.[0]?.name]).toEqual([oneLine, oneLine, oneLine])
  expect(mail.html).toBe(plain.html)
})
