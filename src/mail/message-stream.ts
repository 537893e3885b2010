import { Readable } from 'node:stream'
import type { MessageWatch } from './message-watch.ts'

const PIECE_BYTES = 64 * 1024

/**
 * A message's bytes as a stream that tells when they begin to flow and when the final dot has gone to the socket.
 * nodemailer pipes it into the transform that escapes dots and appends the final one; that transform has ended only
 * after its last bytes, the dot, were written to the socket, and a write that failed at once is reported before that.
 */
export class MessageStream extends Readable {
  readonly #bytes: Buffer
  readonly #watch: MessageWatch
  #offset = 0

  constructor(bytes: Buffer, watch: MessageWatch) {
    super({ highWaterMark: PIECE_BYTES })
    this.#bytes = bytes
    this.#watch = watch
  }

  /** In pieces, so that a socket that is full holds the rest of the message back, the final dot with it. */
  override _read(): void {
    const piece = this.#bytes.subarray(this.#offset, this.#offset + PIECE_BYTES)
    this.#offset += piece.length
    this.push(piece.length > 0 ? piece : null)
  }

  override pipe<T extends NodeJS.WritableStream>(escaping: T, options?: { end?: boolean }): T {
    this.#watch.begins()
    escaping.once('end', () => this.#watch.finalDot())
    return super.pipe(escaping, options)
  }
}
