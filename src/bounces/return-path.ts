import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '../subscribers/token.ts'

/**
 * Where a mail comes back to (VERP): `bounces+TOKEN@lantern.example`. The token is the delivery's id in 5 bytes and 7 bytes of an
 * HMAC-SHA-256 of LABEL, the id and the subscriber's handle, in base32 without padding (RFC 4648 §6): 20 letters and digits, in whatever
 * case a mail system leaves them. A contract: mails on their way carry it.
 */
const LABEL = 'broadsheet return path\0'
const ID_BYTES = 5
const MAC_BYTES = 7
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const TOKEN = /^[a-z2-7]{20}$/

/** What a return path claims; it holds once `provesDelivery` says so. */
export interface ReturnClaim {
  deliveryId: number
  mac: Uint8Array
}

/** @param inbox address that mails come back to, without a `+` */
export function returnPath(
  inbox: string,
  delivery: { id: number; subscriberHandle: string },
  secrets: string[],
): string {
  const id = idBytes(delivery.id)
  const token = base32(Buffer.concat([id, macOf(id, delivery.subscriberHandle, secrets[0] ?? '')]))
  return tagged(inbox, token)
}

/** `bounces+TAG@lantern.example` */
function tagged(inbox: string, tag: string): string {
  const at = inbox.lastIndexOf('@')
  return `${inbox.slice(0, at)}+${tag}${inbox.slice(at)}`
}

/** The claim of an address of the inbox; undefined for every other one. */
export function claimOf(address: string, inbox: string): ReturnClaim | undefined {
  const token = tagOf(address, inbox)?.toLowerCase()
  if (token === undefined || !TOKEN.test(token)) return undefined
  const bytes = fromBase32(token)
  return { deliveryId: bytes.readUIntBE(0, ID_BYTES), mac: bytes.subarray(ID_BYTES) }
}

/** What stands behind the `+` in an address of the inbox. */
function tagOf(address: string, inbox: string): string | undefined {
  const [before, domain] = cut(inbox)
  const [local, itsDomain] = cut(address)
  const begin = `${before}+`
  if (itsDomain.toLowerCase() !== domain.toLowerCase() || !local.toLowerCase().startsWith(begin.toLowerCase()))
    return undefined
  return local.slice(begin.length)
}

/** Whether one of the secrets signed the claim for this delivery's subscriber. */
export function provesDelivery({ deliveryId, mac }: ReturnClaim, subscriberHandle: string, secrets: string[]): boolean {
  const id = idBytes(deliveryId)
  let isOurs = false
  for (const secret of secrets) isOurs = timingSafeEqual(macOf(id, subscriberHandle, secret), mac) || isOurs
  return isOurs
}

function cut(address: string): [string, string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.alloc(ID_BYTES)
  bytes.writeUIntBE(id, 0, ID_BYTES)
  return bytes
}

function macOf(id: Buffer, handle: string, secret: string): Buffer {
  return keyedHash(secret, LABEL, id, handle).subarray(0, MAC_BYTES)
}

function base32(bytes: Buffer): string {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  const signs = Array.from({ length: 20 }, (_, index) => {
    const sign = ((value << 4n) >> BigInt(5 * (19 - index))) & 31n
    return ALPHABET[Number(sign)] ?? ''
  })
  return signs.join('')
}

function fromBase32(token: string): Buffer {
  let value = 0n
  for (const sign of token) value = (value << 5n) | BigInt(ALPHABET.indexOf(sign))
  return Buffer.from((value >> 4n).toString(16).padStart(2 * (ID_BYTES + MAC_BYTES), '0'), 'hex')
}
