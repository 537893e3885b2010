import { expect, test } from 'vitest'
import { packed } from '../../../src/actions/editions/packed-mail.ts'

test('a packed mail reads as it was, again and again, and takes what is set on it', () => {
  const mail: { html: string; text: string; mask: number; pictureBytes?: number } = {
    html: `<p>${'Lamps, 燈, לחם 😀. '.repeat(500)}</p>`,
    text: '',
    mask: 2 ** 49,
  }
  const made = packed(mail)
  expect(made).toEqual(mail)
  expect([made.html, made.html]).toEqual([mail.html, mail.html])
  made.pictureBytes = 7
  expect({ ...made }).toEqual({ ...mail, pictureBytes: 7 })
})

test('html and text are kept in no other place', () => {
  const made = packed({ html: '<p>Lamps</p>', text: 'Lamps' })
  const values = Object.values(Object.getOwnPropertyDescriptors(made)).map(({ value }) => value)
  expect(values).toEqual([undefined, undefined])
})
