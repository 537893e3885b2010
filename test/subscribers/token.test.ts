import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  INERT_TOKEN,
  newHandle,
  newPlaceholder,
  readTimedToken,
  readToken,
  signTimedToken,
  signToken,
  type TimedPurpose,
  TOKEN_PLACEHOLDER,
} from '../../src/subscribers/token.ts'
import { unsubscribeUrl } from '../../src/subscribers/unsubscribe-url.ts'

const SECRETS = ['the newest secret', 'an older secret']
const HANDLE = 'AAECAwQFBgcICQoL'

interface GoldenToken {
  secret: string
  handle: string
  token: string
}
type Golden = GoldenToken & ({ purpose: 'unsubscribe' } | { purpose: TimedPurpose; madeAt: string })
const golden: Golden[] = JSON.parse(readFileSync(new URL('../golden/contracts/tokens.json', import.meta.url), 'utf8'))

describe('the contract: mails sent long ago carry these', () => {
  test.each(golden)('$token', ({ secret, handle, token, ...of }) => {
    const secrets = ['a newer secret', secret]
    if (of.purpose === 'unsubscribe') {
      expect(signToken(of.purpose, handle, [secret])).toBe(token)
      expect(readToken(token, of.purpose, secrets)).toEqual({ handle })
    } else {
      const madeAt = Temporal.Instant.from(of.madeAt)
      expect(signTimedToken(of.purpose, handle, madeAt, [secret])).toBe(token)
      expect(readTimedToken(token, of.purpose, secrets)).toEqual({ handle, madeAt })
    }
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

const TIMED: TimedPurpose[] = ['confirm', 'preferences']
const moments = fc
  .nat({ max: 4_294_967_295 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000))

test('one that is held to its time says the minute it was made in', () => {
  fc.assert(
    fc.property(handles, moments, fc.constantFrom(...TIMED), fc.nat(59_999), (handle, madeAt, purpose, rest) => {
      const token = signTimedToken(purpose, handle, madeAt.add({ milliseconds: rest }), SECRETS)
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(readTimedToken(token, purpose, SECRETS)).toEqual({ handle, madeAt })
    }),
  )
})

test('one opens nothing but what it is for, whatever is swapped, cut, put together or of another site', () => {
  const at = Temporal.Instant.from('2026-11-30T09:00:00Z')
  const all = [
    signToken('unsubscribe', HANDLE, SECRETS),
    signTimedToken('confirm', HANDLE, at, SECRETS),
    signTimedToken('preferences', HANDLE, at, SECRETS),
    signTimedToken(
      'confirm',
      newHandle(() => new Uint8Array(12).fill(7)),
      at,
      SECRETS,
    ),
    signTimedToken('confirm', HANDLE, at.add({ hours: 48 }), SECRETS),
    signTimedToken('confirm', HANDLE, at, ['the secret of another site']),
  ]
  const opens = (token: string) => [
    readToken(token, 'unsubscribe', SECRETS) !== undefined,
    readTimedToken(token, 'confirm', SECRETS) !== undefined,
    readTimedToken(token, 'preferences', SECRETS) !== undefined,
  ]
  expect(all.map((token) => opens(token).indexOf(true))).toEqual([0, 1, 2, 1, 1, -1])
  for (const token of all) expect(opens(token).filter(Boolean).length).toBeLessThan(2)
  // Bytes of one in place of those of another: version, purpose, handle, time, signature.
  for (const [one, other] of all.flatMap((a) => all.filter((b) => b !== a).map((b) => [a, b] as const))) {
    const [a, b] = [Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')]
    for (let cut = 1; cut < 32; cut++) {
      const mixed = Buffer.concat([a.subarray(0, cut), b.subarray(cut)]).toString('base64url')
      if (!all.includes(mixed)) expect(opens(mixed)).toEqual([false, false, false])
    }
  }
})

test('whatever is wrong with a token, as much is computed before it is refused', () => {
  const good = signTimedToken('confirm', HANDLE, Temporal.Instant.from('2026-11-30T09:00:00Z'), SECRETS)
  const wrong = ['', 'x', good.slice(1), `${good}A`, good.replace(/.$/, '*'), signToken('unsubscribe', HANDLE, SECRETS)]
  // Secrets in a list that counts how often one is taken.
  for (const token of [good, ...wrong]) {
    let taken = 0
    const counted = new Proxy(SECRETS, {
      get: (list, key) => {
        if (/^\d+$/.test(String(key))) taken++
        return Reflect.get(list, key)
      },
    })
    readTimedToken(token, 'confirm', counted)
    expect(taken).toBe(SECRETS.length)
  }
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
