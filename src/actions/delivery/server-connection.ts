import type { MailConnection, OutgoingMail, SendResult } from '../../deliveries/send-result.ts'

/** A connection that is made anew after so many messages, and remembers how it went. */
export class ServerConnection {
  /** A message was accepted on it: the server let us have it for good. */
  isProven = false
  isLent = false
  /** Who has it, or had it last; since when, in epoch milliseconds. */
  user: object | undefined
  takenAt = 0
  readonly #connect: () => MailConnection
  readonly #most: number
  #connection: MailConnection
  #count = 0

  constructor(connect: () => MailConnection, most = Number.POSITIVE_INFINITY) {
    this.#connect = connect
    this.#most = most
    this.#connection = connect()
  }

  async open(): Promise<SendResult | undefined> {
    return this.#connection.open()
  }

  async send(mail: OutgoingMail): Promise<SendResult> {
    if (this.#count >= this.#most) {
      await this.#connection.close()
      this.#connection = this.#connect()
      this.#count = 0
    }
    this.#count++
    return this.#connection.send(mail)
  }

  close(): Promise<void> {
    return this.#connection.close()
  }
}
