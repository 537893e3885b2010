import type { EditionHeaders } from '../editions/variant.ts'
import { TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { composeVariant, type VariantText } from './compose-variant.ts'
import { headerLine } from './header-line.ts'
import { mailbox, type Recipient } from './headers.ts'

/**
 * A mail composed once, as the pieces that stand still and the gaps between them where each person has their own. A token's
 * gap is a stretch of it (from, to), since a soft line break may stand inside (`=` CRLF, RFC 2045 §6.7).
 */
export interface PreparedVariant {
  pieces: (Buffer | { gap: 'To' | 'Message-ID' } | { gap: 'token'; from: number; to: number })[]
}

const STAND_IN: Recipient = {
  to: { address: 'recipient@placeholder.invalid' },
  token: TOKEN_PLACEHOLDER,
  messageId: '<message-id@placeholder.invalid>',
}

/** Composes a variant (milliseconds) for messageFor to finish (microseconds). */
export async function prepareVariant(variant: VariantText, edition: EditionHeaders): Promise<PreparedVariant> {
  const bytes = await composeVariant(variant, edition, STAND_IN)
  return { pieces: cutAtGaps(bytes) }
}

/** The mail to one person: the very bytes that composeVariant would give, without composing again. */
export function messageFor(prepared: PreparedVariant, recipient: Recipient): Buffer {
  const lines = {
    To: Buffer.from(headerLine('To', mailbox(recipient.to))),
    'Message-ID': Buffer.from(headerLine('Message-ID', recipient.messageId)),
  }
  const token = Buffer.from(recipient.token)
  // One of another length would shift the lines, and a mail with a broken link must not leave.
  if (token.length !== TOKEN_PLACEHOLDER.length) throw new TypeError('a token has 43 characters')
  return Buffer.concat(
    prepared.pieces.map((piece) => {
      if (!('gap' in piece)) return piece
      return piece.gap === 'token' ? token.subarray(piece.from, piece.to) : lines[piece.gap]
    }),
  )
}

const SOFT_BREAK = '=\r\n'
const TOKEN_IN_MAIL = [...TOKEN_PLACEHOLDER].join(`(?:${SOFT_BREAK})?`)

function cutAtGaps(bytes: Buffer): PreparedVariant['pieces'] {
  // One character a byte: positions in the string are positions in the buffer.
  const mail = bytes.toString('latin1')
  const gaps = [
    headerGap(mail, 'To', STAND_IN.to),
    headerGap(mail, 'Message-ID', STAND_IN.messageId),
    ...tokenGaps(mail),
  ]
  gaps.sort((a, b) => a.start - b.start)
  const pieces: PreparedVariant['pieces'] = []
  let done = 0
  for (const { start, end, piece } of gaps) {
    pieces.push(bytes.subarray(done, start), piece)
    done = end
  }
  return [...pieces, bytes.subarray(done)]
}

interface Gap {
  start: number
  end: number
  piece: Exclude<PreparedVariant['pieces'][number], Buffer>
}

function headerGap(mail: string, gap: 'To' | 'Message-ID', standIn: Parameters<typeof headerLine>[1]): Gap {
  const line = headerLine(gap, standIn)
  // The first one: what a body says comes after the head.
  const start = mail.indexOf(`\r\n${line}\r\n`) + 2
  if (start < 2) throw new Error(`nodemailer wrote ${gap} in another way than headerLine`)
  return { start, end: start + line.length, piece: { gap } }
}

/** Each stretch of each token, cut where soft line breaks stand in it. */
function tokenGaps(mail: string): Gap[] {
  return [...mail.matchAll(new RegExp(TOKEN_IN_MAIL, 'g'))].flatMap(({ 0: found, index }) => {
    let [start, from] = [index, 0]
    return found.split(SOFT_BREAK).map((part) => {
      const piece = { gap: 'token' as const, from, to: from + part.length }
      const gap = { start, end: start + part.length, piece }
      start = gap.end + SOFT_BREAK.length
      from = piece.to
      return gap
    })
  })
}
