import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type SecureContext, TLSSocket } from 'node:tls'

const ENDS = ['end', 'close', 'error']
const END_OF_MESSAGE = '\r\n.\r\n'

/** One connection as the relay's side reads and writes it: lines and whole messages in, bytes out in any bad manner. */
export class Wire {
  #socket: Socket
  #heard = ''
  #ended = false
  #wake: () => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    this.#listen()
  }

  get isOpen(): boolean {
    return !this.#ended && !this.#socket.destroyed
  }

  /** The next line without its end; undefined when the other side is gone. */
  line(): Promise<string | undefined> {
    return this.#upTo('\r\n')
  }

  /** A message up to its final dot, dots still doubled; cuts the connection where more than `cutAfter` bytes came. */
  async message(cutAfter = Number.POSITIVE_INFINITY): Promise<string | undefined> {
    // A message without a line is the dot alone.
    this.#heard = `\r\n${this.#heard}`
    return (await this.#upTo(END_OF_MESSAGE, cutAfter))?.slice(2)
  }

  say(text: string): void {
    if (this.isOpen) this.#socket.write(text, 'latin1')
  }

  /** Over so many milliseconds: byte by byte, or in two halves. */
  async drip(text: string, milliseconds: number, inTwo: boolean): Promise<void> {
    const size = inTwo ? Math.ceil(text.length / 2) : 1
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await pause(milliseconds / pieces.length)
      this.say(piece)
    }
  }

  /** What was said before is still delivered. */
  end(): void {
    this.#socket.end()
  }

  cut(): void {
    this.#socket.destroy()
  }

  /** Goes on encrypted; what was heard in the clear behind STARTTLS is forgotten (RFC 3207 §4.2). */
  encrypt(secureContext: SecureContext): void {
    this.#socket.off('data', this.#onData)
    for (const event of ENDS) this.#socket.off(event, this.#onEnd)
    this.#heard = ''
    const raw = this.#socket
    this.#socket = new TLSSocket(raw, { isServer: true, secureContext })
    raw.on('error', () => {})
    this.#listen()
  }

  #listen(): void {
    this.#socket.on('data', this.#onData)
    for (const event of ENDS) this.#socket.on(event, this.#onEnd)
  }

  readonly #onData = (chunk: Buffer) => {
    this.#heard += chunk.toString('latin1')
    this.#wake()
  }

  readonly #onEnd = () => {
    this.#ended = true
    this.#wake()
  }

  async #upTo(mark: string, cutAfter = Number.POSITIVE_INFINITY): Promise<string | undefined> {
    for (let from = 0; ; ) {
      const at = this.#heard.indexOf(mark, from)
      if (this.#heard.length > cutAfter) this.cut()
      else if (at >= 0) {
        const text = this.#heard.slice(0, at)
        this.#heard = this.#heard.slice(at + mark.length)
        return text
      }
      if (!this.isOpen) return undefined
      from = Math.max(0, this.#heard.length - mark.length)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
