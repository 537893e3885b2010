import type { DeliveryStep } from './delivery.ts'

/** What all connections have to write down at one moment. */
export interface LedgerWrites {
  outcomes: Outcome[]
  /** Deliveries about to be sent. */
  intents: number[]
  /** Offered before, at the same time, by a try of which nobody knows how far it came: what it claimed is claimed. */
  isAgain?: boolean
}

export interface LedgerAnswer {
  /** Intents that are no longer open: called off, paused or already being sent. They must not be sent. */
  refused: Set<number>
  /** Outcomes of deliveries that were not being sent, or cannot become that; the ledger kept what it had. */
  stray: Set<number>
}

/** What became of one delivery. `queued`: the server was in trouble, so the attempt does not count. */
export interface Outcome {
  deliveryId: number
  step: DeliveryStep | { state: 'queued' }
  /** Name of the server, as configured. */
  server: string
}

/** Who holds the right to write. The fence grows by one with each new holder: the writes of one that slept too long are refused. */
export interface Lease {
  name: string
  holder: string
  fence: number
}
