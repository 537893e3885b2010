import { failure, type Problem } from '../config/problem.ts'

/** A document that is not put together yet: an entry is written once for all that it is in. */
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
  /** Of the namespaces that its document must declare. */
  prefixes: string[]
}

/** Entries of a document, and what stands before and after all of its entries once it is known which prefixes they have. */
export interface DocumentParts {
  entries: WrittenEntry[]
  frame(prefixes: string[]): Pick<DocumentPieces, 'head' | 'tail'>
}

/** What is wrong with the whole, where each entry is right: readers take two entries of one id for one. */
export function problemsOf({ entries }: DocumentPieces): Problem[] {
  const ids = entries.map(({ id }) => id)
  const doubled = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [...doubled].map((id) => failure('feeds.invalid', `Two entries have the id ${id}.`))
}

const lengths = new WeakMap<WrittenEntry, number>()

/** Bytes of an entry in UTF-8. Counted where it is asked: that costs a copy of the text, and no page of the archive needs it. */
export function byteLengthOfEntry(entry: WrittenEntry): number {
  const length = lengths.get(entry) ?? Buffer.byteLength(entry.text)
  lengths.set(entry, length)
  return length
}

/** Bytes of the document in UTF-8. */
export function byteLengthOf({ head, entries, separator, tail }: DocumentPieces): number {
  const between = separator.length * Math.max(0, entries.length - 1)
  return entries.reduce((sum, entry) => sum + byteLengthOfEntry(entry), Buffer.byteLength(head + tail) + between)
}

/** By one call of join: with `+`, V8 copies the whole once more when it is first read. */
export function joinPieces({ head, entries, separator, tail }: DocumentPieces): string {
  const separated = entries.flatMap(({ text }, index) => (index === 0 ? [text] : [separator, text]))
  return [head, ...separated, tail].join('')
}
