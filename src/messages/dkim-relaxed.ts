import type { Piece } from './gap.ts'

/** Texts here have one character a byte (latin1): only space, tab and CRLF mean anything, other bytes stay as they are. */

/** A header field, which may be folded, in the relaxed form with its CRLF (RFC 6376 §3.4.2). */
export function relaxedField(field: string): string {
  const colon = field.indexOf(':')
  const value = field.slice(colon + 1).replaceAll('\r\n', '')
  return `${field.slice(0, colon).trimEnd().toLowerCase()}:${oneSpace(value).replace(/^ | $/g, '')}\r\n`
}

/**
 * A body in the relaxed form (RFC 6376 §3.4.4). What fills a gap is never blank, has no blank at its ends nor
 * two together, and no line break but soft ones, so the pieces between gaps can be taken one by one, once for all.
 */
export function relaxedBody(pieces: Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    if (typeof piece === 'function') return piece
    const text = piece.toString('latin1')
    const isLast = index === pieces.length - 1
    const relaxed = isLast ? endOnce(relaxedLines(`${text}\r\n`), index > 0) : relaxedLines(text)
    return Buffer.from(relaxed, 'latin1')
  })
}

function relaxedLines(text: string): string {
  return oneSpace(text).replaceAll(' \r\n', '\r\n')
}

/** Empty lines at the end do not count; a body of nothing else is empty. */
function endOnce(text: string, hasMoreBefore: boolean): string {
  let end = text.length
  while (text.endsWith('\r\n', end)) end -= 2
  return end > 0 || hasMoreBefore ? `${text.slice(0, end)}\r\n` : ''
}

function oneSpace(text: string): string {
  return text.replace(/[ \t]+/g, ' ')
}
