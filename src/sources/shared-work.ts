const FREE = 0

/** Who of several threads has taken which of a number of things: each is taken by one. */
export class SharedWork {
  readonly shared: SharedArrayBuffer
  readonly #owners: Uint8Array
  readonly #own: number
  #from = 0

  /** @param own what this thread is called, from 1 on */
  constructor(shared: SharedArrayBuffer, own: number) {
    this.shared = shared
    this.#owners = new Uint8Array(shared)
    this.#own = own
  }

  /** Whether it was free, and is now this thread's. */
  take(index: number): boolean {
    return Atomics.compareExchange(this.#owners, index, FREE, this.#own) === FREE
  }

  /** The first free one, now this thread's; undefined where none is left. */
  takeNext(): number | undefined {
    while (this.#from < this.#owners.length) {
      const index = this.#from
      this.#from += 1
      if (this.take(index)) return index
    }
    return undefined
  }

  ownerOf(index: number): number {
    return Atomics.load(this.#owners, index)
  }
}
