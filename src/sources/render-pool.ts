import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Temporal } from 'temporal-polyfill'
import type { SerialisedEntry } from './render-entry.ts'
import { SharedWork } from './shared-work.ts'

/** Which site, and where earlier runs kept what they made of it. */
interface PoolSite {
  /** Absolute path of broadsheet.toml. */
  configFile: string
  cache: { dir: string; program: string }
}

interface PoolWork {
  /** Post.path of those to be made, the most wanted first. */
  paths: string[]
  work: SharedArrayBuffer
}

/** How a member begins. */
export interface PoolOrders extends PoolSite, PoolWork {
  /** The moment at which the site is looked at, RFC 3339. */
  at: string
  /** Among those who share the work; the thread that gives it out is 1. */
  number: number
  /** Gives a FromPool for each post that the member took. */
  port: MessagePort
}

/** Without its texts where the rendered entry cannot be kept. */
export type FromPool = { path: string } & Partial<SerialisedEntry>

export interface PoolOptions extends PoolSite {
  /** Where a member's thread begins; compiled, as Node runs it. */
  entry: URL
  at: Temporal.Instant
  /** Of members. */
  size: number
}

/** Of a member's heap: one that needs more ends, and its work is done by the others. */
const HEAP_MB = 512
const YOUNG_MB = 16
const OWN_NUMBER = 1

/**
 * Threads that render entries of a site while the one that wants them makes others. They take what is wanted next, one by one; so does
 * whoever waits for one of theirs. A member that fails leaves its work to the rest: it saves time and nothing else.
 */
export class RenderPool {
  readonly #options: PoolOptions
  readonly #members = new Map<number, { worker: Worker; port: MessagePort }>()
  readonly #arrived: FromPool[] = []
  #indexes = new Map<string, number>()
  #paths: string[] = []
  #work: SharedWork | undefined
  readonly #settled = new Set<string>()
  readonly #waiting: (() => void)[] = []

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Gives the work out, once. */
  begin(paths: string[]): void {
    if (this.#work) return
    this.#paths = paths
    this.#indexes = new Map(paths.map((path, index) => [path, index]))
    this.#work = new SharedWork(new SharedArrayBuffer(paths.length), OWN_NUMBER)
    const work: PoolWork = { paths, work: this.#work.shared }
    for (let number = OWN_NUMBER + 1; number <= OWN_NUMBER + this.#options.size; number += 1) this.#add(number, work)
  }

  /** Whether the caller is to make it: nobody else has, or is about to. */
  take(path: string): boolean {
    const index = this.#indexes.get(path)
    return index === undefined || !this.#work || this.#work.take(index)
  }

  /** What the caller may make meanwhile; undefined where all is taken. */
  takeNext(): string | undefined {
    const index = this.#work?.takeNext()
    return index === undefined ? undefined : this.#paths[index]
  }

  /** Whether a member is at it. */
  isMaking(path: string): boolean {
    const index = this.#indexes.get(path)
    if (index === undefined || !this.#work || this.#settled.has(path)) return false
    return this.#members.has(this.#work.ownerOf(index))
  }

  /** What members have made since this was last asked. Without waiting for the event loop, whose turn may be far. */
  arrived(): FromPool[] {
    for (const { port } of this.#members.values()) this.#drain(port)
    return this.#arrived.splice(0)
  }

  /** Resolves when something has arrived, or a member has ended. */
  async arrival(): Promise<void> {
    if (this.#arrived.length > 0 || this.#members.size === 0) return
    this.#holdProcess(true)
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#holdProcess(false)
  }

  dismiss(): void {
    for (const { worker } of this.#members.values()) void worker.terminate()
    this.#members.clear()
  }

  #add(number: number, work: PoolWork): void {
    const { entry, at, configFile, cache } = this.#options
    const { port1: port, port2: theirs } = new MessageChannel()
    const orders: PoolOrders = { ...work, configFile, cache, at: at.toString(), number, port: theirs }
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB }
    const worker = new Worker(entry, { workerData: orders, transferList: [theirs], resourceLimits })
    this.#members.set(number, { worker, port })
    port.on('message', (made: FromPool) => {
      this.#note(made)
      this.#wake()
    })
    // What it would have made is made by the others; an error that every thread meets is met by the one that wants the rendered entry, too.
    worker.on('error', () => {})
    worker.on('exit', () => {
      this.#drain(port)
      this.#members.delete(number)
      this.#wake()
    })
    this.#holdProcess(false)
  }

  /** A process whose work is done ends, whatever its pool is at; one that waits for it does not. */
  #holdProcess(holds: boolean): void {
    const hold = holds || this.#waiting.length > 0 ? 'ref' : 'unref'
    for (const { worker, port } of this.#members.values()) {
      worker[hold]()
      port[hold]()
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #drain(port: MessagePort): void {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) this.#note(next.message)
  }

  #note(made: FromPool): void {
    this.#settled.add(made.path)
    this.#arrived.push(made)
  }
}
