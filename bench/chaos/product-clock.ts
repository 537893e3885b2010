import { renameSync, writeFileSync } from 'node:fs'

/** The wall clock of the product's processes, which moved-clock.ts reads from a file. */
export class ProductClock {
  readonly file: string
  #offset = 0

  constructor(file: string) {
    this.file = file
    this.jump(0)
  }

  /** Epoch milliseconds, as the product has them. */
  now(): number {
    return Date.now() + this.#offset
  }

  /** Ahead, or back where negative. */
  jump(milliseconds: number): void {
    this.#offset += milliseconds
    writeFileSync(`${this.file}.new`, String(this.#offset))
    renameSync(`${this.file}.new`, this.file)
  }
}
