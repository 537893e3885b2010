import { setTimeout as pause } from 'node:timers/promises'
import { firstLine } from './first-line.ts'
import type { Product, ProductRun } from './product.ts'

export interface KeptOptions {
  product: Product
  /** By which its clock and its log are known. */
  name: string
  args: string[]
  say(sentence: string): void
}

const AGAIN_AFTER_MS = 500
/** It promises to end within ten seconds. */
const ENDS_WITHIN_MS = 15_000

/** A process that is started again whenever it ends, as systemd does it. */
export class KeptProcess {
  readonly name: string
  readonly #options: KeptOptions
  #run: ProductRun | undefined
  #keeping: Promise<void> | undefined
  #mayRun = false

  constructor(options: KeptOptions) {
    this.#options = options
    this.name = options.name
  }

  /** Undefined while it is not running. */
  get run(): ProductRun | undefined {
    return this.#run
  }

  /** Until `rest()`. */
  keep(): void {
    this.#mayRun = true
    this.#keeping ??= this.#againAndAgain().finally(() => {
      this.#keeping = undefined
    })
  }

  /** Tells it to end, and waits until it has. */
  async rest(): Promise<void> {
    this.#mayRun = false
    const run = this.#run
    run?.process.kill('SIGTERM')
    const late = setTimeout(() => {
      this.#options.product.misdeeds.push(`${this.name} did not end within 15 seconds of SIGTERM`)
      run?.process.kill('SIGKILL')
    }, ENDS_WITHIN_MS)
    await this.#keeping
    clearTimeout(late)
  }

  async #againAndAgain(): Promise<void> {
    const { product, name, args, say } = this.#options
    while (this.#mayRun) {
      this.#run = product.startAs(name, ...args)
      const { exitCode, signal, stderr } = await this.#run.ended
      this.#run = undefined
      if (this.#mayRun && !signal) say(`${name} ended by itself with ${exitCode}: ${firstLine(stderr)}`)
      await pause(AGAIN_AFTER_MS)
    }
  }
}
