import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * A token names somebody by a handle and proves that we wrote it. It is 32 bytes in base64url without padding, so always
 * 43 characters of [A-Za-z0-9_-]. A contract: mails sent years ago carry it.
 *
 *     version 1 | purpose 1 | key id 2 | handle 12 | HMAC-SHA-256 of LABEL and those 16, its first 16 bytes
 *     version 2 | purpose 1 | key id 2 | handle 12 | minutes since 1970 4 | the same of those 20, its first 12 bytes
 *
 * One for unsubscribing, or of a private feed, works for ever; the others say when they were made, and are held to it.
 */
const LABEL = 'broadsheet signed link\0'
/** What a token lets its holder do, and in which version it is written: one for unsubscribing opens nothing else. */
const PURPOSES = {
  unsubscribe: { code: 1, version: 1 },
  confirm: { code: 2, version: 2 },
  preferences: { code: 3, version: 2 },
  feed: { code: 4, version: 1 },
} as const
/** How many bytes of a version are signed; the others are the signature. */
const SIGNED_BYTES = { 1: 16, 2: 20 } as const

export type TokenPurpose = keyof typeof PURPOSES
export type LastingPurpose = 'unsubscribe' | 'feed'
export type TimedPurpose = Exclude<TokenPurpose, LastingPurpose>

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const HANDLE = /^[A-Za-z0-9_-]{16}$/
const HANDLE_BYTES = 12
const HANDLE_AT = 4
const MINUTES_AT = HANDLE_AT + HANDLE_BYTES
const TOKEN_BYTES = 32

/**
 * Stood in every variant where each message has its own token, and still stands in what a plan hashes. Who knew it could have a post
 * carry each reader's token elsewhere: a variant has one of its own now.
 */
export const TOKEN_PLACEHOLDER = 'BroadsheetTokenGoesHereq7V2mK9xT4bW8nR3cJ5d'

/** The same for the link to the preferences. */
export const PREFERENCES_PLACEHOLDER = 'BroadsheetPreferencesTokenGoesHere8sK3vQ6zN'

/**
 * What stands in one rendered variant where each message has its own token. As long as one, and of letters and digits alone, so that no
 * encoding of a mail touches it and putting the token in moves no line break. Random, so that no post can hold it.
 */
export function newPlaceholder(randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(TOKEN_PLACEHOLDER.length), (byte) => SIGNS.charAt(byte % SIGNS.length)).join('')
}

/** A variant's second one, for the link to its reader's preferences: who does not know the first does not know it either. */
export function preferencesPlaceholder(placeholder: string): string {
  return newPlaceholder(() => createHash('sha512').update(placeholder).digest().subarray(0, placeholder.length))
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Stands in a test mail, whose links must do nothing: as long as a token, and none, whatever the secret. */
export const INERT_TOKEN = 'this-is-a-test-mail-so-this-link-is-inert--'

/**
 * Signs with the newest secret (the first). `handle` is a subscription's.
 * @throws BroadsheetError `subscribers.secret` without a secret
 */
export function signToken(purpose: LastingPurpose, handle: string, secrets: string[]): string {
  return sign(purpose, handle, 0, secrets)
}

/** The same, with the minute in which it was made. */
export function signTimedToken(
  purpose: TimedPurpose,
  handle: string,
  madeAt: Temporal.Instant,
  secrets: string[],
): string {
  return sign(purpose, handle, Math.floor(madeAt.epochMilliseconds / MINUTE_MS), secrets)
}

/** The handle that a token names, if one of the secrets signed it for this purpose; else undefined, without a reason. */
export function readToken(token: string, purpose: LastingPurpose, secrets: string[]): { handle: string } | undefined {
  const bytes = read(token, purpose, secrets)
  return bytes && { handle: handleOf(bytes) }
}

/** The same, with the time that it was made at. */
export function readTimedToken(
  token: string,
  purpose: TimedPurpose,
  secrets: string[],
): { handle: string; madeAt: Temporal.Instant } | undefined {
  const bytes = read(token, purpose, secrets)
  if (!bytes) return undefined
  const madeAt = Temporal.Instant.fromEpochMilliseconds(bytes.readUInt32BE(MINUTES_AT) * MINUTE_MS)
  return { handle: handleOf(bytes), madeAt }
}

const MINUTE_MS = 60_000

function sign(purpose: TokenPurpose, handle: string, minutes: number, secrets: string[]): string {
  const [secret] = secrets
  if (!secret) {
    const hint = 'Set BROADSHEET_SECRET in .env, or web.secrets in broadsheet.toml.'
    throw new BroadsheetError(failure('subscribers.secret', 'There is no secret to sign links with.', { hint }))
  }
  if (!HANDLE.test(handle)) throw new TypeError('a handle has 16 characters of base64url')
  const { code, version } = PURPOSES[purpose]
  const token = Buffer.alloc(TOKEN_BYTES)
  token[0] = version
  token[1] = code
  keyId(secret).copy(token, 2)
  token.write(handle, HANDLE_AT, 'base64url')
  if (version === 2) token.writeUInt32BE(minutes, MINUTES_AT)
  mac(token.subarray(0, SIGNED_BYTES[version]), secret).copy(token, SIGNED_BYTES[version], 0)
  return token.toString('base64url')
}

/** The bytes of a good token. Whatever is wrong with another, as much is computed before it is refused. */
function read(token: string, purpose: TokenPurpose, secrets: string[]): Buffer | undefined {
  const { code, version } = PURPOSES[purpose]
  const bytes = TOKEN.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(TOKEN_BYTES)
  const claim = bytes.subarray(0, SIGNED_BYTES[version])
  const isOurs = isSigned(claim, bytes.subarray(SIGNED_BYTES[version]), secrets)
  // The last character has two bits to spare; one token must have one spelling only.
  const isPlain = bytes.toString('base64url') === token
  return isOurs && isPlain && bytes[0] === version && bytes[1] === code ? bytes : undefined
}

/** Each secret is tried, whichever wrote the token. */
function isSigned(claim: Uint8Array, given: Uint8Array, secrets: string[]): boolean {
  let isOurs = false
  for (const secret of secrets) {
    if (secret === '') continue
    const isThis = timingSafeEqual(mac(claim, secret).subarray(0, given.length), given)
    isOurs = isThis || isOurs
  }
  return isOurs
}

function handleOf(bytes: Buffer): string {
  return bytes.subarray(HANDLE_AT, MINUTES_AT).toString('base64url')
}

/** A fresh handle for a subscriber or a subscription: 16 characters of base64url. The randomness is the caller's. */
export function newHandle(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(HANDLE_BYTES)).toString('base64url')
}

/** Which secret signed: for whoever asks why a token is not ours. */
function keyId(secret: string): Buffer {
  return prepared(secret).id
}

function mac(claim: Uint8Array, secret: string): Buffer {
  return keyedHash(secret, LABEL, claim)
}

/** HMAC-SHA-256 with one of the configuration's secrets; the first part is a label of what it is for. */
export function keyedHash(secret: string, ...parts: (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', prepared(secret).key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
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
