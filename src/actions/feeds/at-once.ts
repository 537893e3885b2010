/** Jobs of which so many run at once: files that are packed, written and flushed wait for each other's disk else. */
export class AtOnce {
  readonly #most: number
  readonly #running = new Set<Promise<void>>()
  #failure: { error: unknown } | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** Waits until there is room for the job, not until it is done. Throws what an earlier one threw. */
  async start(job: () => Promise<unknown>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running)
    this.#throwFailure()
    const running: Promise<void> = job().then(
      () => void this.#running.delete(running),
      (error: unknown) => {
        this.#failure ??= { error }
        this.#running.delete(running)
      },
    )
    this.#running.add(running)
  }

  /** Waits until all are done. */
  async end(): Promise<void> {
    await Promise.all(this.#running)
    this.#throwFailure()
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
  }
}
