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

  /** What is wrong with the document that these make; see checkFeedDocument. */
  problemsOf(pieces: DocumentPieces): Problem[] {
    return [
      ...checkFeedDocument(this.#format, joinPieces({ ...pieces, entries: [] })),
      ...pieces.entries.flatMap((entry) => this.#problemsOfEntry(pieces, entry)),
      ...requireUnique(pieces.entries.map(({ id }) => id)),
    ]
  }

  #problemsOfEntry(pieces: DocumentPieces, entry: WrittenEntry): Problem[] {
    if (this.#good.has(entry)) return []
    const problems = checkFeedDocument(this.#format, joinPieces({ ...pieces, entries: [entry] }))
    if (problems.length === 0) this.#good.add(entry)
    // Its line in a document that nobody sees would help nobody.
    return problems.map(({ line: _line, ...problem }) => ({ ...problem, message: `${entry.id}: ${problem.message}` }))
  }
}
