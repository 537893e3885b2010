import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * A token names one subscription and proves that we wrote it. It is 32 bytes in base64url without padding, so always
 * 43 characters of [A-Za-z0-9_-]. A contract: mails sent years ago carry it.
 *
 *     version 1 | purpose 1 | key id 2 | subscription handle 12 | HMAC-SHA-256 of LABEL and those 16, its first 16 bytes
 */
const VERSION = 1
const LABEL = 'broadsheet signed link\0'
/** What a token lets its holder do; one for unsubscribing opens nothing else. 2 and 3 are kept for confirm and preferences. */
const PURPOSES = { unsubscribe: 1 } as const

export type TokenPurpose = keyof typeof PURPOSES

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const HANDLE = /^[A-Za-z0-9_-]{16}$/
const HANDLE_BYTES = 12
const CLAIM_BYTES = 16
const MAC_BYTES = 16
const TOKEN_BYTES = CLAIM_BYTES + MAC_BYTES

/**
 * Stood in every variant where each message has its own token, and still stands in what a plan hashes. Who knew it could have a post
 * carry each reader's token elsewhere: a variant has one of its own now.
 */
export const TOKEN_PLACEHOLDER = 'BroadsheetTokenGoesHereq7V2mK9xT4bW8nR3cJ5d'

/**
 * What stands in one rendered variant where each message has its own token. As long as one, and of letters and digits alone, so that no
 * encoding of a mail touches it and putting the token in moves no line break. Random, so that no post can hold it.
 */
export function newPlaceholder(randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(TOKEN_PLACEHOLDER.length), (byte) => SIGNS.charAt(byte % SIGNS.length)).join('')
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Stands in a test mail, whose links must do nothing: as long as a token, and none, whatever the secret. */
export const INERT_TOKEN = 'this-is-a-test-mail-so-this-link-is-inert--'

/**
 * Signs with the newest secret (the first). `handle` is a subscription's.
 * @throws BroadsheetError `subscribers.secret` without a secret
 */
export function signToken(purpose: TokenPurpose, handle: string, secrets: string[]): string {
  const [secret] = secrets
  if (!secret) {
    const hint = 'Set BROADSHEET_SECRET in .env, or web.secrets in broadsheet.toml.'
    throw new BroadsheetError(failure('subscribers.secret', 'There is no secret to sign links with.', { hint }))
  }
  if (!HANDLE.test(handle)) throw new TypeError('a subscription handle has 16 characters of base64url')
  const token = Buffer.alloc(TOKEN_BYTES)
  token[0] = VERSION
  token[1] = PURPOSES[purpose]
  keyId(secret).copy(token, 2)
  token.write(handle, 4, 'base64url')
  mac(token.subarray(0, CLAIM_BYTES), secret).copy(token, CLAIM_BYTES)
  return token.toString('base64url')
}

/** The subscription that a token names, if one of the secrets signed it for this purpose; else undefined, without a reason. */
export function readToken(token: string, purpose: TokenPurpose, secrets: string[]): { handle: string } | undefined {
  if (!TOKEN.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  // The last character has two bits to spare; one token must have one spelling only.
  if (bytes.toString('base64url') !== token) return undefined
  if (bytes[0] !== VERSION || bytes[1] !== PURPOSES[purpose]) return undefined
  const claim = bytes.subarray(0, CLAIM_BYTES)
  const isOurs = secrets.some(
    (secret) =>
      secret !== '' &&
      keyId(secret).equals(claim.subarray(2, 4)) &&
      timingSafeEqual(mac(claim, secret), bytes.subarray(CLAIM_BYTES)),
  )
  return isOurs ? { handle: claim.subarray(4).toString('base64url') } : undefined
}

/** A fresh handle for a subscriber or a subscription: 16 characters of base64url. The randomness is the caller's. */
export function newHandle(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(HANDLE_BYTES)).toString('base64url')
}

/** Which secret signed, so that a rotation tries one and not all. */
function keyId(secret: string): Buffer {
  return prepared(secret).id
}

function mac(claim: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', prepared(secret).key).update(LABEL).update(claim).digest().subarray(0, MAC_BYTES)
}

interface PreparedSecret {
  id: Buffer
  key: KeyObject
}

/** The secrets of one configuration, by themselves: a message takes half as long to sign as to prepare its secret. */
const PREPARED = new Map<string, PreparedSecret>()

function prepared(secret: string): PreparedSecret {
  const known = PREPARED.get(secret)
  if (known) return known
  const id = createHash('sha256').update(secret).digest().subarray(0, 2)
  const made = { id, key: createSecretKey(secret, 'utf8') }
  PREPARED.set(secret, made)
  return made
}
