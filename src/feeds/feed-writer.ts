import { BroadsheetError } from '../config/problem.ts'
import { checkEntry } from './check-entry.ts'
import { type CleanEntry, cleanEntry, cleanFrame, inFeed } from './clean-feed.ts'
import { type DocumentPieces, joinPieces, type WrittenEntry } from './document-pieces.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** What sets a format apart. All that it gets is clean (cleanFeed). */
export interface FeedWriting {
  separator: string
  /** An entry's text, and the prefixes that its document must declare. What it says depends on nothing else of `frame`. */
  writeEntry(entry: FeedEntry, frame: Feed): { text: string; prefixes: string[] }
  /** What stands before the entries and after them. The entries themselves are here for their dates. */
  writeFrame(frame: Feed, prefixes: string[]): { head: string; tail: string }
}

type Kept = WrittenEntry & { prefixes: string[] }

/** Writes feeds in one format. An entry that is in several of them is serialised once. */
export class FeedWriter {
  readonly #writing: FeedWriting
  readonly #kept = new WeakMap<FeedEntry, Kept>()
  readonly #cleaned: WeakMap<FeedEntry, CleanEntry>

  /** @param cleaned what the writers of several formats share */
  constructor(writing: FeedWriting, cleaned = new WeakMap<FeedEntry, CleanEntry>()) {
    this.#writing = writing
    this.#cleaned = cleaned
  }

  /** @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold (checkEntry). */
  pieces(feed: Feed): DocumentPieces {
    const problems = feed.entries.filter((entry) => !this.#cleaned.has(entry)).flatMap(checkEntry)
    if (problems.length > 0) throw new BroadsheetError(problems)
    const frame = cleanFrame(feed)
    const entries = feed.entries.map((entry) => this.#entry(entry, frame))
    const prefixes = [...new Set(entries.flatMap((entry) => entry.prefixes))].sort()
    return { ...this.#writing.writeFrame(frame, prefixes), entries, separator: this.#writing.separator }
  }

  #entry(entry: FeedEntry, frame: Feed): Kept {
    const kept = this.#kept.get(entry)
    if (kept) return kept
    const clean = this.#cleaned.get(entry) ?? cleanEntry(entry)
    this.#cleaned.set(entry, clean)
    const { text, prefixes } = this.#writing.writeEntry(inFeed(clean, frame.site), frame)
    const written = { id: clean.id, text, prefixes, byteLength: Buffer.byteLength(text) }
    if (isOfItsOwn(clean)) this.#kept.set(entry, written)
    return written
  }
}

/** Whether it is the same in every feed. */
function isOfItsOwn({ authors, language }: CleanEntry): boolean {
  return authors.length > 0 && language !== undefined
}

/** A whole document. */
export function writeFeed(writing: FeedWriting, feed: Feed): string {
  return joinPieces(new FeedWriter(writing).pieces(feed))
}
