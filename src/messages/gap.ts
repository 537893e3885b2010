/** What is one person's own, as it stands in the bytes of their mail. */
export interface PersonalBytes {
  /** 43. */
  token: Buffer
  /** Whole header lines, folded, without the last line break. */
  to: Buffer
  messageId: Buffer
}

/** A stretch of a composed mail that each person has differently, and what fills it. */
export interface Gap {
  /** Bytes from the beginning of the mail. */
  start: number
  end: number
  fill(person: PersonalBytes): Buffer
}
