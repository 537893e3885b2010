import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../config/mailbox.ts'
import { keysOf } from './dkim-alignment.ts'
import type { DkimKey } from './dkim-key.ts'
import { relaxedBody, relaxedField } from './dkim-relaxed.ts'
import { signatureField } from './dkim-signature.ts'
import { cutAtGaps, fillGaps, type Gap, type PersonalBytes, type Piece } from './gap.ts'

/**
 * The header fields that a signature covers, where the mail has them. From is named once more than it is there, so that
 * a second one put in later breaks the signature (RFC 6376 §8.15). RFC 8058 §4 asks for both List-Unsubscribe fields,
 * and Gmail believes only a signed Feedback-ID.
 */
const COVERED = [
  ...['From', 'From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'],
  ...['List-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID', 'MIME-Version', 'Content-Type'],
]

/** A composed mail made ready once: all that is left for each person is to hash what is theirs, and to sign. */
export interface PreparedSignatures {
  keys: DkimKey[]
  /** For `h=`. */
  names: string[]
  date: Temporal.Instant
  /** In the order of `names`, each once: in the relaxed form, or with gaps and still as it stands in the mail. */
  fields: (string | Piece[])[]
  /** In the relaxed form. */
  body: Piece[]
}

/**
 * Prepares signatures (RFC 6376) over the whole body and the header fields that matter, one for each key.
 * @param mail whole, with stand-ins in its gaps
 * @param date the edition's: a mail that is sent a second time has the same signatures
 */
export function prepareSignatures(
  mail: Buffer,
  gaps: Gap[],
  keys: DkimKey[],
  date: Temporal.Instant,
): PreparedSignatures {
  const headEnd = mail.indexOf('\r\n\r\n') + 2
  const places = fieldPlaces(mail.toString('latin1', 0, headEnd))
  const fields = [...new Set(COVERED)].flatMap((name) => {
    const place = places.get(name.toLowerCase())
    if (!place) return []
    const pieces = cutAtGaps(mail, gaps, place.start, place.end)
    return [pieces.length === 1 ? relaxedField(mail.toString('latin1', place.start, place.end)) : pieces]
  })
  return {
    keys,
    names: COVERED.filter((name) => places.has(name.toLowerCase())),
    date,
    fields,
    body: relaxedBody(cutAtGaps(mail, gaps, headEnd + 2)),
  }
}

/** The DKIM-Signature fields that go in front of one person's mail, in the order of the keys. */
export async function signaturesFor(
  { keys, names, date, fields, body }: PreparedSignatures,
  person: PersonalBytes,
): Promise<Buffer> {
  const hash = createHash('sha256')
  for (const piece of fillGaps(body, person)) hash.update(piece)
  const bodyHash = hash.digest('base64')
  const head = fields
    .map((field) => (typeof field === 'string' ? field : relaxedField(latin1(fillGaps(field, person)))))
    .join('')
  const signatures = await Promise.all(keys.map((key) => signatureField(key, { names, date, bodyHash, head })))
  return Buffer.from(signatures.join(''), 'latin1')
}

/** A whole mail with its signatures in front, by those of the keys that speak for its sender. */
export async function signed(mail: Buffer, from: Mailbox, keys: DkimKey[], date: Temporal.Instant): Promise<Buffer> {
  const own = keysOf(from, keys)
  if (own.length === 0) return mail
  const nobody = {
    token: Buffer.alloc(0),
    preferences: Buffer.alloc(0),
    greeting: Buffer.alloc(0),
    to: Buffer.alloc(0),
    messageId: Buffer.alloc(0),
    inReplyTo: Buffer.alloc(0),
    references: Buffer.alloc(0),
  }
  return Buffer.concat([await signaturesFor(prepareSignatures(mail, [], own, date), nobody), mail])
}

/** Where each field of a head stands, by its name in lower case; of several with one name the last (RFC 6376 §5.4.2). */
function fieldPlaces(head: string): Map<string, { start: number; end: number }> {
  const fields = head.matchAll(/([!-9;-~]+):.*\r\n(?:[ \t].*\r\n)*/g)
  return new Map(
    [...fields].map(({ 0: field, 1: name = '', index }) => [
      name.toLowerCase(),
      { start: index, end: index + field.length },
    ]),
  )
}

function latin1(parts: Buffer[]): string {
  return Buffer.concat(parts).toString('latin1')
}
