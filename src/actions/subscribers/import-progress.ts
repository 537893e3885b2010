import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure } from '../../config/problem.ts'
import type { OpenBytes } from '../../subscribers/import/decode-list.ts'

/** How far an import is. */
export type ImportProgress =
  /** `share`: of the reading, from 0 to 1. */
  | { step: 'reading'; share: number; at: Temporal.Instant }
  /** `done`: of so many addresses. */
  | { step: 'writing'; done: number; of: number; at: Temporal.Instant }

/** What its encoding is, what its columns say, what its rows say. */
const READINGS = 3

/** Follows the readings of a list before anything is written. */
export class FollowedReading {
  readonly #stop: AbortSignal | undefined
  readonly #onShare: (share: number) => void
  #read = 0
  /** From then on it is followed by what is written. */
  isOver = false

  constructor(stop: AbortSignal | undefined, onShare: (share: number) => void) {
    this.#stop = stop
    this.#onShare = onShare
  }

  /** The same bytes. @throws BroadsheetError where it is stopped meanwhile */
  of({ size, open }: { size: number; open: OpenBytes }): OpenBytes {
    const look = (bytes: Uint8Array) => this.#look(bytes, size)
    return async function* () {
      for await (const bytes of open()) {
        look(bytes)
        yield bytes
      }
    }
  }

  #look({ length }: Uint8Array, size: number): void {
    if (this.isOver) return
    if (this.#stop?.aborted) throw new BroadsheetError(failure('subscribers.stopped', 'Stopped: nothing was imported.'))
    this.#read += length
    this.#onShare(Math.min(1, this.#read / Math.max(1, size * READINGS)))
  }
}
