import type { Temporal } from 'temporal-polyfill'
import type { EditionPost } from './audience.ts'
import type { EditionPlace, EditionState } from './edition.ts'
import type { EditionIntent } from './edition-intent.ts'
import type { EditionHeaders, Variant } from './variant.ts'

/** An edition about to be written down, with all that is sent to anybody. */
export interface NewEdition {
  newsletter: string
  cadence: string
  /** The scheduled time; undefined for one sent by hand. */
  dueAt?: Temporal.Instant
  /** `skipped` takes no number; nor does a trial, which is what goes into a capture mailbox. */
  state: EditionState
  reason?: string
  /** What holds it: a sentence each. */
  because?: string[]
  /** The operator knows of it already. */
  isTold?: boolean
  recipientCount?: number
  at: Temporal.Instant
  transport: 'smtp' | 'mailbox'
  /** Of a trial: brings again what earlier trials brought. */
  repeats?: boolean
  planId?: string
  /** Not before this moment. */
  startsAt?: Temporal.Instant
  /** What it is made for. */
  intent?: EditionIntent
  subject: string
  posts: EditionPost[]
  variants: Variant[]
  headers?: NewHeaders
  /** All that its variants were made of; kept as JSON as long as they may be made again. */
  input?: unknown
  /** The edition that it corrects, and what it says, as HTML of a page. */
  corrects?: { id: number; place: string; html: string }
  /** The number that its variants were rendered with, from nextNumber(); undefined: the next one, whatever it is. */
  number?: number
}

/** An edition's name is given when it is made, so its headers are without it. */
export type NewHeaders = Omit<EditionHeaders, 'edition'>

/** `exists`: that due time has an edition already. `number-taken`: another one took the number; render anew. */
export type MadeEdition = ({ id: number } & EditionPlace) | 'exists' | 'number-taken'
