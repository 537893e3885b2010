/** Jobs of which so many run at once: files that are packed, written and flushed wait for each other's disk else. */
export class AtOnce {
  readonly #most: number
  readonly #running = new Set<Promise<void>>()
  readonly #failures: { order: number; error: unknown }[] = []
  #started = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Waits until there is room for the job, not until it is done. Throws as `end` does once a job has failed. */
  async start(job: () => Promise<unknown>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running)
    if (this.#failures.length > 0) await this.end()
    this.#started++
    const order = this.#started
    const running: Promise<void> = job().then(
      () => void this.#running.delete(running),
      (error: unknown) => {
        this.#failures.push({ order, error })
        this.#running.delete(running)
      },
    )
    this.#running.add(running)
  }

  /** Waits until all are done. Throws what the first of them threw, by their order and not by time: the same each time. */
  async end(): Promise<void> {
    await Promise.all(this.#running)
    const [first] = this.#failures.sort((a, b) => a.order - b.order)
    if (first) throw first.error
  }
}
