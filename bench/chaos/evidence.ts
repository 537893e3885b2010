import type { Ledger } from './ledger.ts'
import type { RelayEvent } from './relay-log.ts'

/** All that the verdict is made of. Times in real epoch milliseconds, but for the ledger's. */
export interface Evidence {
  relay: RelayEvent[]
  ledger: Ledger
  /** Everybody who was subscribed before the first edition. */
  readers: string[]
  departures: Departure[]
  disturbances: Disturbance[]
  pauses: Pause[]
  /** What the product's processes did that no program should. */
  misdeeds: string[]
}

/** Somebody left, and was told so at `at`; undefined: asked, and nobody knows whether it was heard. */
export interface Departure {
  address: string
  at?: number
}

/** A moment at which the product could lose an answer that the relay had given. */
export interface Disturbance {
  what: string
  from: number
  until: number
  /** Connections then open: so many mails may be doubled. */
  connections: number
  /** Their senders' ends, where it befell some processes alone; undefined: it may have been any. */
  ports?: number[]
  /** Processes stood still, so that what was under way before goes on after. */
  isStall?: boolean
}

/** An edition was paused, with the operator told so, until it was about to be resumed. */
export interface Pause {
  edition: string
  from: number
  until: number
}
