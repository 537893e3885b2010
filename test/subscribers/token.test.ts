import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  INERT_TOKEN,
  newHandle,
  newPlaceholder,
  readToken,
  signToken,
  TOKEN_PLACEHOLDER,
} from '../../src/subscribers/token.ts'
import { unsubscribeUrl } from '../../src/subscribers/unsubscribe-url.ts'

const SECRETS = ['the newest secret', 'an older secret']
const HANDLE = 'AAECAwQFBgcICQoL'

interface GoldenToken {
  purpose: 'unsubscribe'
  secret: string
  handle: string
  token: string
}
const golden: GoldenToken[] = JSON.parse(
  readFileSync(new URL('../golden/contracts/tokens.json', import.meta.url), 'utf8'),
)

describe('the contract: mails sent long ago carry these', () => {
  test.each(golden)('$token', ({ purpose, secret, handle, token }) => {
    expect(signToken(purpose, handle, [secret])).toBe(token)
    expect(readToken(token, purpose, ['a newer secret', secret])).toEqual({ handle })
  })
})

const handles = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => newHandle(() => bytes))

test('a token is 43 characters and names its subscription, signed by any of the secrets', () => {
  fc.assert(
    fc.property(handles, fc.constantFrom(...SECRETS), (handle, secret) => {
      const token = signToken('unsubscribe', handle, [secret])
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(readToken(token, 'unsubscribe', SECRETS)).toEqual({ handle })
    }),
  )
})

test('signs with the first secret', () => {
  const token = signToken('unsubscribe', HANDLE, SECRETS)
  expect(readToken(token, 'unsubscribe', SECRETS.slice(0, 1))).toEqual({ handle: HANDLE })
  expect(readToken(token, 'unsubscribe', SECRETS.slice(1))).toBeUndefined()
})

test('no other spelling is read: not one character more, less or changed', () => {
  const token = signToken('unsubscribe', HANDLE, SECRETS)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n%'
  for (let i = 0; i < token.length; i++) {
    for (const character of alphabet) {
      const changed = token.slice(0, i) + character + token.slice(i + 1)
      if (changed !== token) expect(readToken(changed, 'unsubscribe', SECRETS)).toBeUndefined()
    }
  }
  for (const other of ['', `${token}=`, `${token}A`, token.slice(1), ` ${token}`, `${token}\n`]) {
    expect(readToken(other, 'unsubscribe', SECRETS)).toBeUndefined()
  }
})

test('garbage is no token', () => {
  const garbage = fc.oneof(fc.string(), fc.stringMatching(/^AQ[A-Za-z0-9_-]{41}$/))
  fc.assert(
    fc.property(garbage, (text) => {
      expect(readToken(text, 'unsubscribe', SECRETS)).toBeUndefined()
    }),
  )
})

test('without a secret nothing is signed, and nothing read', () => {
  expect(() => signToken('unsubscribe', HANDLE, [])).toThrow(/no secret.*BROADSHEET_SECRET/)
  expect(() => signToken('unsubscribe', HANDLE, [''])).toThrow(/no secret/)
  expect(readToken(signToken('unsubscribe', HANDLE, SECRETS), 'unsubscribe', ['', 'another'])).toBeUndefined()
  expect(() => signToken('unsubscribe', 'too short', SECRETS)).toThrow('16 characters')
})

test('what stands for a token is as long as one, and opens nothing', () => {
  for (const standIn of [TOKEN_PLACEHOLDER, INERT_TOKEN]) {
    expect(standIn).toHaveLength(43)
    expect(readToken(standIn, 'unsubscribe', SECRETS)).toBeUndefined()
  }
  expect(TOKEN_PLACEHOLDER).toMatch(/^[A-Za-z0-9]+$/)
  expect(newPlaceholder(randomBytes)).toMatch(/^[A-Za-z0-9]{43}$/)
  expect(newPlaceholder(randomBytes)).not.toBe(newPlaceholder(randomBytes))
  expect(INERT_TOKEN).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('a handle is 12 random bytes', () => {
  expect(newHandle((count) => Uint8Array.from({ length: count }, (_, i) => i))).toBe(HANDLE)
})

test('the page to leave by, below the path of web.url', () => {
  expect(unsubscribeUrl('https://a.example/news/', 'TOKEN')).toBe('https://a.example/news/unsubscribe/TOKEN')
})
