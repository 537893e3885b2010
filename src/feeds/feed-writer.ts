import { BroadsheetError } from '../config/problem.ts'
import { checkEntry } from './check-entry.ts'
import { type CleanEntry, cleanEntry, cleanFrame, inFeed } from './clean-feed.ts'
import type { DocumentPieces, WrittenEntry } from './document-pieces.ts'
import type { Feed, FeedEntry, FeedSite } from './feed.ts'

/** What sets a format apart. All that it gets is clean (clean-feed.ts). */
export interface FeedWriting {
  separator: string
  /** Its text, and the prefixes that its document must declare. */
  writeEntry(entry: FeedEntry): { text: string; prefixes: string[] }
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
    const unwritten = feed.entries.filter((entry) => !this.#kept.has(entry))
    const problems = unwritten.filter((entry) => !this.#cleaned.has(entry)).flatMap(checkEntry)
    if (problems.length > 0) throw new BroadsheetError(problems)
    const frame = cleanFrame(feed)
    const entries = feed.entries.map((entry) => this.#kept.get(entry) ?? this.#write(entry, frame.site))
    const prefixes = [...new Set(entries.flatMap((entry) => entry.prefixes))].sort()
    return { ...this.#writing.writeFrame(frame, prefixes), entries, separator: this.#writing.separator }
  }

  #write(entry: FeedEntry, site: FeedSite): Kept {
    const clean = this.#clean(entry)
    const kept = { id: clean.id, ...this.#writing.writeEntry(inFeed(clean, site)) }
    if (isOfItsOwn(clean)) this.#kept.set(entry, kept)
    return kept
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
