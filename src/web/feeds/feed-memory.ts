import type { ServedFeed } from './served-feed.ts'

/** After so long a document is looked at again: what a build put in place is served at once, as people see it. (tell-hub.ts waits longer.) */
const LOOK_AGAIN_MS = 100
/** The most that is kept, of a site with thousands of tags; what was asked for longest ago goes first. */
const MOST_BYTES = 64 * 1024 * 1024

interface Kept {
  feed: ServedFeed
  lookedAt: number
}

/** Reads a document anew, unless it is as `known` is. Undefined where there is none. */
export type ReadFeed = (known?: ServedFeed) => Promise<ServedFeed | undefined>

/** Documents in memory after the first read. Each look is begun after the last has ended, so that none is ever older than one before. */
export class FeedMemory {
  readonly #clock: () => number
  readonly #kept = new Map<string, Kept>()
  readonly #looks = new Map<string, Promise<ServedFeed | undefined>>()
  #bytes = 0

  /** @param clock milliseconds of any steady clock */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** The document, where it was looked at a moment ago. */
  recent(file: string): ServedFeed | undefined {
    const kept = this.#kept.get(file)
    return kept && this.#clock() - kept.lookedAt < LOOK_AGAIN_MS ? kept.feed : undefined
  }

  /** Looks whether it has changed; those who ask meanwhile wait for the same look. */
  look(file: string, read: ReadFeed): Promise<ServedFeed | undefined> {
    const begun = this.#looks.get(file)
    if (begun) return begun
    const look = this.#scanNow(file, read).finally(() => this.#looks.delete(file))
    this.#looks.set(file, look)
    return look
  }

  async #scanNow(file: string, read: ReadFeed): Promise<ServedFeed | undefined> {
    const lookedAt = this.#clock()
    const feed = await read(this.#kept.get(file)?.feed)
    this.#forget(file)
    if (!feed) return undefined
    this.#kept.set(file, { feed, lookedAt })
    this.#bytes += feed.size
    this.#makeRoom()
    return feed
  }

  #makeRoom(): void {
    for (const file of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES) return
      this.#forget(file)
    }
  }

  #forget(file: string): void {
    this.#bytes -= this.#kept.get(file)?.feed.size ?? 0
    this.#kept.delete(file)
  }
}
