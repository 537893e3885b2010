import type { Machine } from '../machine.ts'

export interface EditionsFigures {
  schema: 1
  bench: 'editions'
  machine: Machine
  subscribers: number
  posts: number
  topics: number
  mails: MailFigures
  plans: PlanFigures[]
}

/** Of mails of random sets of posts, one after another, in milliseconds of a core. */
export interface MailFigures {
  count: number
  /** Each made as if it were the only one. */
  alone: number
  /** The first tenth of a series. */
  first: number
  /** The rest of it. */
  next: number
}

/** What the command `plan` took. */
export interface PlanFigures {
  database: 'SQLite' | 'PostgreSQL'
  cadence: string
  recipients: number
  variants: number
  seconds: number
  processorSeconds?: number
  /** MiB. */
  peakMemory?: number
}
