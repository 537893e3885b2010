import type { Problem } from '../config/problem.ts'
import { checkFeedDocument } from './check-document.ts'
import { type DocumentPieces, joinPieces, type WrittenEntry } from './document-pieces.ts'
import type { FeedFormat } from './feed.ts'
import { requireUnique } from './rules.ts'

/**
 * Checks documents of one format as checkFeedDocument does, but reads an entry once for all that it is in: a document is right
 * if its frame alone is, and each entry in such a frame, and no id is there twice.
 */
export class PiecesChecker {
  readonly #format: FeedFormat
  readonly #good = new WeakSet<WrittenEntry>()

  constructor(format: FeedFormat) {
    this.#format = format
  }

  /**
   * What is wrong with the document that these make; see checkFeedDocument.
   * @param whole its text
   */
  problemsOf(pieces: DocumentPieces, whole = joinPieces(pieces)): Problem[] {
    const entries = pieces.entries.filter((entry) => !this.#good.has(entry))
    const unread = { ...pieces, entries }
    const text = entries.length === pieces.entries.length ? whole : joinPieces(unread)
    return [...this.#problemsOfUnread(unread, text), ...requireUnique(pieces.entries.map(({ id }) => id))]
  }

  /** All in one document; one by one only where something is wrong, to tell which it is. */
  #problemsOfUnread(pieces: DocumentPieces, text: string): Problem[] {
    const together = checkFeedDocument(this.#format, text)
    if (together.length === 0) for (const entry of pieces.entries) this.#good.add(entry)
    if (together.length === 0 || pieces.entries.length === 0) return together
    const apart = pieces.entries.flatMap((entry) => this.#problemsOfEntry(pieces, entry))
    return apart.length > 0 ? apart : together
  }

  #problemsOfEntry(pieces: DocumentPieces, entry: WrittenEntry): Problem[] {
    const problems = checkFeedDocument(this.#format, joinPieces({ ...pieces, entries: [entry] }))
    if (problems.length === 0) this.#good.add(entry)
    // Its line in a document that nobody sees would help nobody.
    return problems.map(({ line: _line, ...problem }) => ({ ...problem, message: `${entry.id}: ${problem.message}` }))
  }
}
