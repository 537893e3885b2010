/** What the product's database says, read beside it: plain rows, times in the product's epoch milliseconds. */
export interface Ledger {
  editions: LedgerEdition[]
  deliveries: LedgerDelivery[]
  suppressed: Set<string>
}

export interface LedgerEdition {
  id: number
  /** `weekly/12`; null for one that was skipped. */
  name: string | null
  state: string
  /** Null until its recipients are frozen. */
  candidateCount: number | null
  excludedCount: number
}

export interface LedgerDelivery {
  editionId: number
  address: string
  /** As the design has it: `<NEWSLETTER.NUMBER.BIRTH.HANDLE@domain>`. */
  messageId: string
  state: string
  reason: string | null
  dueAt: number | null
  replyCode: number | null
  uncertainCount: number
  postIds: string[]
}

/** What a driver asks while it runs. */
export interface Glance {
  /** Not tried yet, in editions that go on. */
  untried: number
  /** Waiting for another try. */
  waiting: number
  /** The latest time at which one of those is due. */
  lastDue: number | null
  /** Uncertain and held: only an operator goes on with them. */
  held: number
  editions: { name: string; state: string; reason: string | null }[]
}

/** Reads the product's database, over connections of its own. */
export interface LedgerReader {
  read(): Promise<Ledger>
  glance(): Promise<Glance>
}
