/**
 * Memory for one mail after the other. A new buffer for each would be garbage at once, and the collector lets tens of
 * megabytes of it stand about.
 */
export class ReusedBuffer {
  #memory = Buffer.alloc(0)

  /** The pieces in a row. They lie where the last ones lay: that mail must have been sent, or given up, by now. */
  join(pieces: Buffer[]): Buffer {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    // People's names differ in length; half as much again lasts for a variant.
    if (length > this.#memory.length) this.#memory = Buffer.allocUnsafeSlow(Math.ceil(length * 1.5))
    let end = 0
    for (const piece of pieces) end += piece.copy(this.#memory, end)
    return this.#memory.subarray(0, end)
  }
}
