import type { LastSecond } from './server-speed.ts'

const SLOT_MS = 100
const SLOTS = 10

/** Counts what went to a server within the last second, by tenths of it; for each message, so nothing is allocated. */
export class LastSecondCount {
  readonly #tried = new Int32Array(SLOTS)
  readonly #accepted = new Int32Array(SLOTS)
  #slot = 0

  /** @param now epoch milliseconds */
  tried(now: number): void {
    this.#moveTo(now)
    addOne(this.#tried, this.#slot % SLOTS)
  }

  accepted(now: number): void {
    this.#moveTo(now)
    addOne(this.#accepted, this.#slot % SLOTS)
  }

  at(now: number): LastSecond {
    this.#moveTo(now)
    return { tried: sum(this.#tried), accepted: sum(this.#accepted) }
  }

  #moveTo(now: number): void {
    const slot = Math.floor(now / SLOT_MS)
    // A clock that was set back counts into the slot that was reached.
    const passed = Math.min(SLOTS, slot - this.#slot)
    for (let i = 1; i <= passed; i++) {
      const index = (slot - passed + i) % SLOTS
      this.#tried[index] = 0
      this.#accepted[index] = 0
    }
    if (slot > this.#slot || this.#slot - slot > SLOTS) this.#slot = slot
  }
}

function addOne(counts: Int32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1
}

function sum(counts: Int32Array): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
