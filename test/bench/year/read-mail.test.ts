import { expect, test } from 'vitest'
import { readMail } from '../../../bench/year/read-mail.ts'

test('marks are found in the subject, across soft line breaks, and in base64', () => {
  const mail = [
    'Message-ID: <weekly.1.abc@t.example>',
    'Subject: News',
    ' qz0001zq',
    `List-Unsubscribe: <https://news.t.example/unsubscribe/${'A'.repeat(43)}>`,
    '',
    'A word that is qz00=',
    '02zq, and then',
    ...(Buffer.from('A text of many letters in which qz0003zq stands, long enough for lines.')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n')
  expect(readMail(Buffer.from(mail))).toMatchObject({
    messageId: '<weekly.1.abc@t.example>',
    subject: 'News qz0001zq',
    marks: ['qz0002zq', 'qz0003zq'],
    token: 'A'.repeat(43),
  })
})
