import { closeSync, fsync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Fault, Phase } from './faults.ts'

/** A message that the relay took: from here on it answers for it, whatever the sender heard. Times in epoch milliseconds. */
export interface Taken {
  event: 'taken'
  at: number
  connection: number
  /** Of the sender's end of the connection. */
  port: number
  /** The latest moment at which the sender can have decided on this mail: when the connection came, for its first. */
  begun: number
  messageId: string
  to: string
  /** What was answered, in a few words. */
  answer: string
  heard: Heard
  /** The message ended as a whole one does. */
  isWhole: boolean
  /** The token of its unsubscribe link. */
  token: string
}

/**
 * What the sender must have understood, unless it was killed, stopped or cut off from outside: that the mail was taken;
 * nothing, so that its fate is uncertain; or anything at all, since the relay spoke in two ways.
 */
export type Heard = 'taken' | 'nothing' | 'anything'

/** A permanent refusal, of a message whose recipient was known. */
export interface Refused {
  event: 'refused'
  at: number
  connection: number
  to: string
  code: number
}

/** What the relay did in place of an answer, for whoever looks into a finding. */
export interface Faulted {
  event: 'fault'
  at: number
  connection: number
  phase: Phase
  fault: Fault
}

export type RelayEvent = Taken | Refused | Faulted

/** An append-only file, a JSON object a line. */
export class RelayLog {
  /** How many mails were taken. */
  takenCount = 0
  readonly #file: number
  #synced: Promise<void> = Promise.resolve()
  #waiting: Promise<void> | undefined

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600)
  }

  note(event: RelayEvent): void {
    if (event.event === 'taken') this.takenCount++
    writeSync(this.#file, `${JSON.stringify(event)}\n`)
  }

  /** Resolves when what was appended is on the disk. */
  append(event: RelayEvent): Promise<void> {
    this.note(event)
    // One fsync for all that came while the last one ran.
    this.#waiting ??= this.#synced.then(() => {
      this.#waiting = undefined
      this.#synced = this.#sync()
      return this.#synced
    })
    return this.#waiting
  }

  close(): void {
    closeSync(this.#file)
  }

  #sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fsync(this.#file, (error) => (error ? reject(error) : resolve()))
    })
  }
}

export function readRelayLog(path: string): RelayEvent[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as RelayEvent)
}
