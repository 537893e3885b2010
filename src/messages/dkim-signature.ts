import { createHash, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Temporal } from 'temporal-polyfill'
import type { DkimKey } from './dkim-key.ts'
import { relaxedField } from './dkim-relaxed.ts'

/** What a signature says of a mail, whatever the key. */
export interface Signed {
  /** The fields it covers, as `h=` lists them. */
  names: string[]
  date: Temporal.Instant
  /** SHA-256 of the body in the relaxed form, in base64. */
  bodyHash: string
  /** The covered fields in the relaxed form, each with its CRLF. */
  head: string
}

/**
 * One DKIM-Signature field, folded, with its CRLF (RFC 6376 §3.5, relaxed/relaxed; RFC 8463 for Ed25519). No `l=`, since
 * it would let anybody add to the body (§8.2); no `x=`, since a mail may lie in a queue for days.
 */
export async function signatureField(key: DkimKey, { names, date, bodyHash, head }: Signed): Promise<string> {
  const unsigned = [
    `DKIM-Signature: v=1; a=${key.algorithm}; c=relaxed/relaxed;`,
    `d=${key.domain}; s=${key.selector}; t=${Math.floor(date.epochMilliseconds / 1000)};`,
    `h=${foldedNames(names)};`,
    `bh=${bodyHash};`,
    'b=',
  ].join('\r\n ')
  // The field covers itself, with an empty `b=` and without its last line break (RFC 6376 §3.7).
  const covered = `${head}${relaxedField(unsigned)}`.slice(0, -2)
  const signature = await signatureOf(Buffer.from(covered, 'latin1'), key)
  return `${unsigned}${signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`
}

/** Signs beside the thread that asks: RSA takes a quarter of a millisecond, in which other messages are made and sent. */
const signBeside = promisify(sign)

function signatureOf(bytes: Buffer, { algorithm, privateKey }: DkimKey): Promise<Buffer> {
  if (algorithm === 'rsa-sha256') return signBeside('sha256', bytes, privateKey)
  // Ed25519 signs the hash, not the bytes themselves (RFC 8463 §3).
  return signBeside(null, createHash('sha256').update(bytes).digest(), privateKey)
}

/** `From:From:To…` in lines of at most 73 characters; white space may stand at each colon. */
function foldedNames(names: string[]): string {
  return names.join(':').replace(/(?=.{73}).{1,72}:/g, '$&\r\n ')
}
