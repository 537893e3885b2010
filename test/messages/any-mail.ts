import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { messageId } from '../../src/messages/message-id.ts'
import {
  newHandle,
  PREFERENCES_PLACEHOLDER,
  signTimedToken,
  signToken,
  TOKEN_PLACEHOLDER,
} from '../../src/subscribers/token.ts'

const fragment = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      TOKEN_PLACEHOLDER,
      PREFERENCES_PLACEHOLDER,
      `https://a.example/unsubscribe/${TOKEN_PLACEHOLDER}`,
      `https://a.example/preferences/${PREFERENCES_PLACEHOLDER}`,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\n', '\r\n', '\r', '.', '\n.\n', ' ', ' \n', '=', '=\r\n', '=3D', '<p style="a: b">'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '燈火週報',
      '燈火週報'.repeat(30),
      'שלום',
      '👩‍💻',
      'é',
      'To: recipient@placeholder.invalid',
    ),
  },
  { weight: 2, arbitrary: fc.nat(160).map((length) => 'x'.repeat(length)) },
)
export const body = fc.array(fragment, { minLength: 1, maxLength: 40 }).map((parts) => `-${parts.join('')}`)
/** Whatever a post may hold, with tokens in it. */
export const variants = fc.record({
  language: fc.constantFrom('en', 'zh-Hant', 'ja', 'he'),
  subject: fc.string({ unit: 'grapheme' }),
  html: body,
  text: body,
})

const handles = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => newHandle(() => bytes))
const names = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'grapheme', maxLength: 128 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'Ada Lovelace',
    'Doe, Jane',
    '"',
    '\\',
    '梅',
    'Ana Núñez'.repeat(9),
    'a b '.repeat(40),
    '=?utf-8?Q?x?=',
  ),
)
const addresses = fc.oneof(
  fc.emailAddress(),
  fc.constantFrom(
    'ada@lantern.example',
    'Ada.L+news@Lantern.example',
    'x@xn--c5w.xn--kpry57d',
    '梅@燈.台灣',
    'mei@燈.台灣',
    `${'a'.repeat(64)}@b.example`,
  ),
)
const MADE_AT = Temporal.Instant.from('2026-11-16T09:00:00Z')

/** Whoever may have subscribed. */
export const recipients = fc
  .record({ name: names, address: addresses, handle: handles, newsletter: fc.stringMatching(/^[a-z0-9-]{1,63}$/) })
  .map(({ name, address, handle, newsletter }) => ({
    to: { address, ...(name !== undefined && { name }) },
    token: signToken('unsubscribe', handle, ['secret']),
    preferences: signTimedToken('preferences', handle, MADE_AT, ['secret']),
    messageId: messageId({ newsletter, number: 12 }, handle, 'lantern.example'),
  }))
