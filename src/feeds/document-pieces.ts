/** A document that is not put together yet: an entry is serialised, and checked, once for all that it is in. */
export interface DocumentPieces {
  head: string
  entries: WrittenEntry[]
  /** Between two entries. */
  separator: string
  tail: string
}

export interface WrittenEntry {
  id: string
  /** With the white space before it. */
  text: string
  /** Of the text in UTF-8. */
  byteLength: number
}

/** Bytes of the document in UTF-8. */
export function byteLengthOf({ head, entries, separator, tail }: DocumentPieces): number {
  const between = separator.length * Math.max(0, entries.length - 1)
  return entries.reduce((sum, { byteLength }) => sum + byteLength, Buffer.byteLength(head + tail) + between)
}

export function joinPieces({ head, entries, separator, tail }: DocumentPieces): string {
  return head + entries.map(({ text }) => text).join(separator) + tail
}
