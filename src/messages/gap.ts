import type { PersonalPart } from '../editions/variant.ts'

/** What is one person's own, as it stands in the bytes of their mail: a greeting as long as its placeholder, with blanks behind it. */
export interface PersonalBytes extends Record<PersonalPart, Buffer> {
  /** Whole header lines, folded, without the last line break. */
  to: Buffer
  messageId: Buffer
  /** Of a correction: In-Reply-To and References. */
  inReplyTo: Buffer
  references: Buffer
}

/** A stretch of a composed mail that each person has differently, and what fills it. */
export interface Gap {
  /** Bytes from the beginning of the mail. */
  start: number
  end: number
  fill(person: PersonalBytes): Buffer
}

/** What is the same for all, or what fills a gap. */
export type Piece = Buffer | Gap['fill']

/** The bytes [start, end) of a mail, cut where they differ from person to person; no gap may lie across an end. */
export function cutAtGaps(mail: Buffer, gaps: Gap[], start = 0, end = mail.length): Piece[] {
  const pieces: Piece[] = []
  let done = start
  for (const gap of gaps.filter((gap) => gap.start >= start && gap.end <= end).sort((a, b) => a.start - b.start)) {
    pieces.push(mail.subarray(done, gap.start), gap.fill)
    done = gap.end
  }
  return [...pieces, mail.subarray(done, end)]
}

export function fillGaps(pieces: Piece[], person: PersonalBytes): Buffer[] {
  return pieces.map((piece) => (typeof piece === 'function' ? piece(person) : piece))
}
