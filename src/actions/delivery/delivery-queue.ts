/** Hands deliveries to the connections one by one and fetches the next chunk when they run out. */
export class DeliveryQueue<Row extends { id: number }> {
  readonly #fetch: (afterId: number) => Promise<Row[]>
  #rows: Row[] = []
  #afterId = 0
  #ended = false
  #fetching: Promise<void> | undefined

  /** `fetch` gives the rows after an id, in the order of ids; none: the pass is over. */
  constructor(fetch: (afterId: number) => Promise<Row[]>) {
    this.#fetch = fetch
  }

  /** True when next() will answer without a query. */
  get hasNext(): boolean {
    return this.#rows.length > 0
  }

  /** How many can be given without a query. */
  get atHand(): number {
    return this.#rows.length
  }

  /** Nothing more will be fetched. */
  get hasEnded(): boolean {
    return this.#ended
  }

  async next(): Promise<Row | undefined> {
    // Several connections wait for the same refill: whoever comes too late for its rows asks again.
    while (await this.peek()) {
      const row = this.#rows.shift()
      if (row) return row
    }
    return undefined
  }

  /** The next one, without taking it. */
  async peek(): Promise<Row | undefined> {
    while (this.#rows.length === 0 && !this.#ended) await this.#refill()
    return this.#rows[0]
  }

  /** What was fetched and not handed out stays queued in the ledger. */
  end(): void {
    this.#ended = true
    this.#rows = []
  }

  #refill(): Promise<void> {
    this.#fetching ??= this.#fetch(this.#afterId)
      .then((rows) => {
        if (rows.length === 0) this.#ended = true
        if (this.#ended) return
        this.#afterId = rows.at(-1)?.id ?? this.#afterId
        this.#rows = rows
      })
      .finally(() => {
        this.#fetching = undefined
      })
    return this.#fetching
  }
}
