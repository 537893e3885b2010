import { isAscii } from 'node:buffer'
import { type EditionHeaders, placeholdersOf } from '../editions/variant.ts'
import { base64Body, base64Gaps } from './base64-gaps.ts'
import { bodyParts, composeVariant, padded, partsOf, type VariantText } from './compose-variant.ts'
import { type PreparedSignatures, prepareSignatures, signaturesFor } from './dkim.ts'
import { keysOf } from './dkim-alignment.ts'
import type { DkimKey } from './dkim-key.ts'
import { dotsAtLineStarts, escapeDots } from './escape-dots.ts'
import { cutAtGaps, fillGaps, type Gap, type Piece } from './gap.ts'
import { headerLine, idLine, toLine } from './header-line.ts'
import { mailbox, type Recipient, THREAD } from './headers.ts'
import type { MailData } from './mail-data.ts'
import { quotedPrintableGaps } from './quoted-printable-gaps.ts'
import { ReusedBuffer } from './reused-buffer.ts'

/** A mail composed once: the pieces that are the same for all, and between them what fills each person's gaps. */
export interface PreparedVariant {
  /** As they go after DATA. */
  pieces: Piece[]
  /** So many dots are doubled in them. */
  dotCount: number
  isAscii: boolean
  signatures?: PreparedSignatures
  /** In which its reader is greeted. */
  language: string
}

/** Characters. */
const TOKEN_LENGTH = 43

const STAND_IN: Required<Omit<Recipient, 'token' | 'preferences'>> = {
  to: { address: 'recipient@placeholder.invalid' },
  messageId: '<message-id@placeholder.invalid>',
  inReplyTo: '<in-reply-to@placeholder.invalid>',
}

/**
 * Composes a variant (milliseconds) for messageFor to finish (microseconds).
 * @param dkim those of them sign that speak for the sender
 */
export async function prepareVariant(
  variant: VariantText,
  edition: EditionHeaders,
  dkim: DkimKey[] = [],
): Promise<PreparedVariant> {
  const { inReplyTo, ...standIn } = STAND_IN
  const thread = edition.corrects ? { inReplyTo } : {}
  const placeholders = placeholdersOf(variant)
  const bytes = await composeVariant(variant, edition, { ...standIn, ...thread, ...placeholders }, placeholders)
  // One character a byte: positions in the string are positions in the buffer.
  const mail = bytes.toString('latin1')
  const gaps = [
    { ...standInLine(mail, headerLine('To', STAND_IN.to)), fill: ({ to }) => to },
    { ...standInLine(mail, headerLine('Message-ID', STAND_IN.messageId)), fill: ({ messageId }) => messageId },
    ...(edition.corrects ? threadGaps(mail) : []),
    ...quotedPrintableGaps(mail, placeholders),
    ...bodyGaps(mail, variant),
  ] satisfies Gap[]
  const keys = keysOf(edition.from, dkim)
  const signatures = keys.length > 0 ? prepareSignatures(bytes, gaps, keys, edition.date) : undefined
  return {
    ...escapedPieces(bytes, gaps),
    isAscii: isAscii(bytes),
    language: variant.language,
    ...(signatures && { signatures }),
  }
}

/**
 * The mail to one person: the very bytes that composeVariant would give, without composing again, below its signatures.
 * @param memory where it is put
 */
export async function messageFor(
  prepared: PreparedVariant,
  recipient: Recipient,
  memory = new ReusedBuffer(),
): Promise<MailData> {
  const { token, preferences, greeting } = partsOf(recipient, prepared.language)
  const person = {
    token: Buffer.from(token),
    preferences: Buffer.from(preferences),
    greeting: Buffer.from(padded(greeting)),
    to: Buffer.from(toLine(mailbox(recipient.to))),
    messageId: Buffer.from(idLine('Message-ID', recipient.messageId)),
    inReplyTo: Buffer.from(threadLine('In-Reply-To', recipient)),
    references: Buffer.from(threadLine('References', recipient)),
  }
  // One of another length would shift the lines, and a mail with a broken link must not leave.
  if (person.token.length !== TOKEN_LENGTH || person.preferences.length !== TOKEN_LENGTH)
    throw new TypeError('a token has 43 characters')
  const { signatures, dotCount } = prepared
  const mail = fillGaps(prepared.pieces, person)
  const data = memory.join(signatures ? [await signaturesFor(signatures, person), ...mail] : mail)
  return { data, size: data.length - dotCount, isAscii: prepared.isAscii && isAscii(person.to) }
}

/**
 * A mail is escaped once for all who get it: what fills a gap holds no dot at the beginning of a line, whoever the person
 * (their header lines begin with a name or a space, a token has no dots, a greeting's are escaped).
 */
function escapedPieces(mail: Buffer, gaps: Gap[]): Pick<PreparedVariant, 'pieces' | 'dotCount'> {
  const dots = dotsAtLineStarts(mail)
  if (!dots) throw new Error('nodemailer wrote a line that does not end in CRLF')
  const shifted = gaps.map((gap) => {
    const dotsBefore = dots.filter((dot) => dot < gap.start).length
    return { ...gap, start: gap.start + dotsBefore, end: gap.end + dotsBefore }
  })
  return { pieces: cutAtGaps(escapeDots(mail), shifted), dotCount: dots.length }
}

/** Where a header line stands: the first place, since what a body says comes after the head. */
function standInLine(mail: string, line: string): { start: number; end: number } {
  const start = placeIn(mail, `\r\n${line}\r\n`) + 2
  return { start, end: start + line.length }
}

function threadGaps(mail: string): Gap[] {
  const fills: Record<(typeof THREAD)[number], Gap['fill']> = {
    'In-Reply-To': ({ inReplyTo }) => inReplyTo,
    References: ({ references }) => references,
  }
  return THREAD.map((key) => ({ ...standInLine(mail, threadLine(key, STAND_IN)), fill: fills[key] }))
}

function threadLine(key: (typeof THREAD)[number], { inReplyTo = '' }: Pick<Recipient, 'inReplyTo'>): string {
  return idLine(key, inReplyTo)
}

/** The gaps of the bodies in base64; the others' are found as they stand. */
function bodyGaps(mail: string, variant: VariantText): Gap[] {
  let searched = 0
  const placeholders = placeholdersOf(variant)
  return bodyParts(variant, placeholders).flatMap(({ content, encoding }) => {
    if (encoding !== 'base64') return []
    const bytes = Buffer.from(content)
    const body = base64Body(bytes)
    const start = placeIn(mail, `\r\n\r\n${body}\r\n`, searched) + 4
    searched = start + body.length
    return base64Gaps(bytes, start, placeholders)
  })
}

function placeIn(mail: string, text: string, from = 0): number {
  const start = mail.indexOf(text, from)
  if (start < 0) throw new Error('nodemailer wrote a part of the mail in another way than we expect')
  return start
}
