import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The wall clocks of the product's processes, each of which moved-clock.ts reads from a file: by default all the same. */
export class ProductClock {
  readonly #dir: string
  readonly #skews = new Map<string, number>()
  #offset = 0

  constructor(dir: string) {
    this.#dir = dir
  }

  /** How far from the real time, in milliseconds. */
  get offset(): number {
    return this.#offset
  }

  /** Epoch milliseconds, as the product has them. */
  now(): number {
    return Date.now() + this.#offset
  }

  /** Which file a process of this name reads its clock from. */
  fileOf(name: string): string {
    if (!this.#skews.has(name)) this.differ(name, 0)
    return join(this.#dir, `clock-${name}`)
  }

  /** All of them, ahead, or back where negative. */
  jump(milliseconds: number): void {
    this.#offset += milliseconds
    for (const name of this.#skews.keys()) this.#write(name)
  }

  /** The clock of one machine differs from the others' by so much. */
  differ(name: string, milliseconds: number): void {
    this.#skews.set(name, milliseconds)
    this.#write(name)
  }

  /** All say the same. */
  agree(): void {
    for (const name of this.#skews.keys()) this.differ(name, 0)
  }

  #write(name: string): void {
    const file = join(this.#dir, `clock-${name}`)
    writeFileSync(`${file}.new`, String(this.#offset + (this.#skews.get(name) ?? 0)))
    renameSync(`${file}.new`, file)
  }
}
