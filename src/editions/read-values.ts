/** Values of a template that note which of them are read. */
export class ReadValues {
  readonly #values: Record<string, unknown>
  #read: Set<string> | undefined

  constructor(values: object) {
    this.#values = { ...values }
    for (const key of Object.keys(values)) {
      Object.defineProperty(this, key, {
        enumerable: true,
        get: () => {
          this.#read?.add(key)
          return this.#values[key]
        },
      })
    }
  }

  /** Gives what ends it, and says what was read. */
  noteReads(): () => Reads {
    const read = new Set<string>()
    this.#read = read
    return () => {
      this.#read = undefined
      return Array.from(read, (key) => [key, this.#values[key]])
    }
  }

  areAsIn(read: Reads): boolean {
    return read.every(([key, value]) => this.#values[key] === value)
  }
}

type Reads = [string, unknown][]

interface Filled {
  read: Reads
  text: string
}

/** Of one file given the same; what tells the date or the number of posts has as many as there are of these. */
const MOST_KEPT = 50

/** What one file gave, by what it was given and what it read besides. */
export class Remembered {
  readonly #filled = new Map<string, Filled[]>()
  readonly #numbers = new WeakMap<object, number>()
  #count = 0

  keyOf(given: Record<string, unknown>): string {
    return JSON.stringify(Object.entries(given).map(([name, value]) => [name, this.#told(value)]))
  }

  find(key: string, values: ReadValues): string | undefined {
    return this.#filled.get(key)?.find(({ read }) => values.areAsIn(read))?.text
  }

  add(key: string, filled: Filled): void {
    const known = this.#filled.get(key) ?? []
    known.unshift(filled)
    this.#filled.set(key, known.slice(0, MOST_KEPT))
  }

  /** Of an object, which one it is: nothing changes those that templates see. */
  #told(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return [typeof value, String(value)]
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    this.#numbers.set(value, this.#count)
    return this.#count++
  }
}
