import PostalMime from 'postal-mime'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { composeSmallMail } from '../../src/messages/small-mail.ts'

test('a notice to the operator is a plain mail that no responder answers', async () => {
  const bytes = await composeSmallMail({
    from: { name: 'The Lantern', address: 'news@lantern.example' },
    to: 'mei@lantern.example',
    subject: 'weekly/3 is held\r\nBcc: all@lantern.example',
    text: 'It was due yesterday.\n',
    date: Temporal.Instant.from('2026-11-24T09:00:00Z'),
    nonce: 'AAAAAAAAAAAAAAAA',
    kind: 'notice',
  })
  const mail = await PostalMime.parse(bytes)
  expect(mail.subject).toBe('weekly/3 is held Bcc: all@lantern.example')
  expect(mail.to?.map(({ address }) => address)).toEqual(['mei@lantern.example'])
  expect(mail.bcc).toBeUndefined()
  expect(mail.text?.trim()).toBe('It was due yesterday.')
  expect(mail.messageId).toBe('<notice.AAAAAAAAAAAAAAAA@lantern.example>')
  expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
})
