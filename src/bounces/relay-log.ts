/** A mail's own word in a log: its Message-ID before the `@`. */
type Name = string

/** Postfix's queue id, short or long, and Exim's. */
const POSTFIX = /postfix[^\s[]*\/([a-z]+)\[\d+\]: ([0-9A-Za-z]{6,20}): (.*)$/
const MOST_OF_LINE = 2_000
const EXIM = /\s<= .*? id=([^\s@]{3,250})@\S+/

/**
 * Reads a relay's log, line by line, for mails that it took: of Postfix those that came into its queue, of Exim those that it logged
 * with `<=`. A mail that is not found may have been taken all the same, by another relay or on another day.
 */
export class RelayLog {
  readonly accepted = new Set<Name>()
  readonly #names: ReadonlySet<Name>
  /** Queue ids are given again: the newest mail of one counts. */
  readonly #queued = new Map<string, Name>()

  /** @param names of the mails that are looked for */
  constructor(names: ReadonlySet<Name>) {
    this.#names = names
  }

  read(whole: string): void {
    const line = whole.slice(0, MOST_OF_LINE)
    const [, program, queueId = '', said = ''] = POSTFIX.exec(line) ?? []
    if (program !== undefined) this.#readPostfix(program, queueId, said)
    const name = program === undefined ? EXIM.exec(line)?.[1] : undefined
    if (name !== undefined && this.#names.has(name)) this.accepted.add(name)
  }

  #readPostfix(program: string, queueId: string, said: string): void {
    if (program === 'cleanup') {
      const name = /^message-id=<([^@>\s]{3,250})@/.exec(said)?.[1]
      if (name === undefined) return
      if (this.#names.has(name)) this.#queued.set(queueId, name)
      else this.#queued.delete(queueId)
    }
    const name = this.#queued.get(queueId)
    // A connection that is lost in the midst of a mail leaves its Message-ID in the log, and nothing in the queue.
    if (name !== undefined && (/\(queue active\)/.test(said) || /\bstatus=\w+/.test(said))) this.accepted.add(name)
  }
}
