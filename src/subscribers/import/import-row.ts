import type { Temporal } from 'temporal-polyfill'
import type { Actor } from '../actor.ts'
import type { OwnHour } from '../own-hour.ts'
import type { SubscriptionState, SuppressionReason, SuppressionStep, WrittenConsent } from '../subscriber.ts'
import type { ImportCounts } from './import-counts.ts'
import type { Said } from './said.ts'

/** What an import may say of an address. The order is that of strictness. */
export type ImportStatus = 'active' | 'unsubscribed' | 'suppressed'

/** What a list says of how somebody's consent came about, besides the day on which they signed up. */
export interface ConsentOrigin {
  confirmedAt?: Temporal.Instant
  /** The list has the network address that they signed up or confirmed from. It is not taken over: whoever needs it has the list. */
  hasNetwork: boolean
}

/** One person's subscription as a list has it. */
export interface ImportRow {
  /** 1-based line of the file. */
  line: number
  address: string
  key: string
  name?: string
  status: ImportStatus
  /** Of a suppressed address. */
  suppression?: { reason: SuppressionReason; at?: Temporal.Instant; note?: string }
  createdAt?: Temporal.Instant
  origin?: ConsentOrigin
  /** Where the list names it; else the import's. */
  newsletter?: string
  cadence?: string
  topics?: string[]
  /** Of our own export alone: in which language they are spoken to; */
  language?: string
  /** at what hour of their day they get mails; */
  ownHour?: OwnHour
  /** how the address was suppressed and mailed again; */
  suppressionSteps?: SuppressionStep[]
  /** and the subscription as it was, of a suppressed address too. */
  kept?: StoredSubscription
}

/** A list, as it is written down. */
export interface RowsToImport {
  /** Of rows that name none. */
  newsletter: string
  /** By newsletter, of rows that name none. */
  cadences: Map<string, string>
  /** One for each address and newsletter. */
  rows: AsyncIterable<ImportRow> | Iterable<ImportRow>
  at: Temporal.Instant
  /** `import list.csv` */
  source: Actor
  /** Ends it after what is being written. */
  stop?: AbortSignal
  /** Told again and again what became of rows that are written. */
  onWritten?: (rows: WrittenRow[]) => void | Promise<void>
}

export interface WrittenRow {
  row: ImportRow
  /** Each row is counted once. */
  outcome: keyof ImportCounts
}

export interface StoredSubscription {
  state: SubscriptionState
  stateAt?: Temporal.Instant
  pausedUntil?: Temporal.Instant
  feedSince?: Temporal.Instant
  since?: Temporal.Instant
  consents: WrittenConsent[]
}

export function importStatus(said: Exclude<Said, 'pending'>): ImportStatus {
  return said === 'active' || said === 'unsubscribed' ? said : 'suppressed'
}
