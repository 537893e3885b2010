import { BroadsheetError } from '../config/problem.ts'
import { checkEntry } from './check-entry.ts'
import { type CleanEntry, cleanEntry, cleanFrame, inFeed } from './clean-feed.ts'
import type { DocumentParts, DocumentPieces, WrittenEntry } from './document-pieces.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** What sets a format apart. All that it gets is clean (clean-feed.ts). */
export interface FeedWriting {
  separator: string
  /** The feed's frame, and some of its entries. The frame has them all, for their dates. */
  write(frame: Feed, entries: FeedEntry[]): DocumentParts
}

/** Writes feeds in one format. An entry that is in several of them is written once. */
export class FeedWriter {
  readonly #writing: FeedWriting
  readonly #written = new WeakMap<FeedEntry, WrittenEntry>()
  readonly #cleaned: WeakMap<FeedEntry, CleanEntry>

  /** @param cleaned what the writers of several formats share */
  constructor(writing: FeedWriting, cleaned = new WeakMap<FeedEntry, CleanEntry>()) {
    this.#writing = writing
    this.#cleaned = cleaned
  }

  /** @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold (checkEntry). */
  pieces(feed: Feed): DocumentPieces {
    const unwritten = feed.entries.filter((entry) => !this.#written.has(entry))
    const problems = unwritten.filter((entry) => !this.#cleaned.has(entry)).flatMap(checkEntry)
    if (problems.length > 0) throw new BroadsheetError(problems)
    const frame = cleanFrame(feed)
    const clean = unwritten.map((entry) => inFeed(this.#clean(entry), frame.site))
    const parts = this.#writing.write(frame, clean)
    const fresh = new Map(unwritten.map((entry, index) => [entry, parts.entries[index]]))
    for (const [entry, written] of fresh)
      if (written && isOfItsOwn(this.#clean(entry))) this.#written.set(entry, written)
    const entries = feed.entries.flatMap((entry) => this.#written.get(entry) ?? fresh.get(entry) ?? [])
    const prefixes = [...new Set(entries.flatMap((entry) => entry.prefixes))].sort()
    return { ...parts.frame(prefixes), entries, separator: this.#writing.separator }
  }

  #clean(entry: FeedEntry): CleanEntry {
    const clean = this.#cleaned.get(entry) ?? cleanEntry(entry)
    this.#cleaned.set(entry, clean)
    return clean
  }
}

/** Whether it is the same in every feed. */
function isOfItsOwn({ authors, language }: CleanEntry): boolean {
  return authors.length > 0 && language !== undefined
}
