import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64'
import { encode as encodeQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp'
import { expect, test } from 'vitest'
import { transferEncoding } from '../../src/messages/transfer-encoding.ts'

const attributes = '<td align="left" style="padding:0;color:#333">'

test.each([
  ['English', 'A walk along the river, and two more.\r\n'.repeat(50), 'quoted-printable'],
  ['Portuguese', 'Não há nada como uma caminhada à beira do rio.\r\n'.repeat(50), 'quoted-printable'],
  ['Chinese', '沿著河走，還有兩篇。\r\n'.repeat(50), 'base64'],
  ['Hebrew', 'הליכה לאורך הנהר\r\n'.repeat(50), 'base64'],
  ['HTML with a little Chinese', `${attributes}${attributes}沿著河走</td>\r\n`.repeat(50), 'quoted-printable'],
  ['HTML with much Chinese', `${attributes}${'沿著河走'.repeat(5)}</td>\r\n`.repeat(50), 'base64'],
  ['nothing', '', 'quoted-printable'],
])('%s: the smaller one', (_, text, expected) => {
  expect(transferEncoding(text)).toBe(expected)
  const sizes = {
    'quoted-printable': wrapQuoted(encodeQuoted(text)).length,
    base64: wrapBase64(encodeBase64(text)).length,
  }
  expect(sizes[transferEncoding(text)]).toBe(Math.min(sizes.base64, sizes['quoted-printable']))
})
