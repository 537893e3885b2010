/** npm and npx hand on to their child what the terminal sent it already: two signals within a second are one press. */
const ONE_PRESS_MS = 1_000

export interface InterruptionPorts {
  /** Milliseconds of a clock that nobody sets. */
  now(): number
  /** Ends the process at once. */
  exit(exitCode: number): void
}

/**
 * How a process is told to end. Most commands can be ended at any moment: what they write is there whole or not at all.
 * One that heeds is asked politely, and ended at once when it is asked again.
 */
export class Interruption {
  readonly #ports: InterruptionPorts
  readonly #asked = new AbortController()
  #isHeeded = false
  #askedAt = 0
  #lastWords: (() => void) | undefined

  constructor(ports: InterruptionPorts) {
    this.#ports = ports
  }

  /** Aborts when the process is told to end. `lastWords`: what to say when it has to end at once all the same. */
  heed(lastWords?: () => void): AbortSignal {
    this.#isHeeded = true
    this.#lastWords = lastWords
    return this.#asked.signal
  }

  /** Somebody wants it to end, and means it when it is said again. */
  request(): void {
    if (this.#isAsked && this.#ports.now() - this.#askedAt < ONE_PRESS_MS) return
    if (!this.#ask()) return
    this.#lastWords?.()
    this.#ports.exit(1)
  }

  /** Nobody listens any more: the terminal is closed, or the program at the other end of a pipe has ended. Often told twice. */
  leave(exitCode: number): void {
    if (this.#ask() && !this.#isHeeded) this.#ports.exit(exitCode)
  }

  get #isAsked(): boolean {
    return this.#asked.signal.aborted
  }

  /** True when asking is not enough: nobody heeds it, or it was asked before. */
  #ask(): boolean {
    if (!this.#isHeeded || this.#isAsked) return true
    this.#askedAt = this.#ports.now()
    this.#asked.abort()
    return false
  }
}
