import type { Temporal } from 'temporal-polyfill'
import type { Rate } from '../config/rate.ts'

/** What somebody asked for by a form, whoever it was. It becomes subscriptions when the address's owner confirms it. */
export interface NewSignUp {
  address: string
  key: string
  /** Ids, at least one. */
  newsletters: string[]
  /** Of newsletters that have it; else their first. */
  cadence?: string
  topics: string[]
  language: string
  /** Where the form stood, as the record says it: `/subscribe`, or the page that it led back to. */
  form: string
  /** Which wording stands in the mail and beside its button. */
  wording: number
  /** The network address that it came from. */
  network?: string
  at: Temporal.Instant
}

/** A limit that must have room; where there are several, the first that has is enough. */
export type LimitStep = { name: string; rate: Rate }[]

/** What is taken of a form, and what must have room for it, in this order. */
export interface SignUpRequest {
  limits: LimitStep[]
  signUp: NewSignUp
}

/** `refusedBy`: which step of the limits had no room. */
export type Received = { handle: string } | { refusedBy: number }

export interface SignUp extends NewSignUp {
  /** 16 characters of [A-Za-z0-9_-], random: what the link to confirm carries. */
  handle: string
  confirmedAt?: Temporal.Instant
}

/** As an operator sees it. */
export type PendingSignUp = Pick<SignUp, 'newsletters' | 'at' | 'form' | 'language'>

/** How an address stands to what was asked for: what its mail says. */
export interface SignUpStanding {
  signUp: SignUp
  /** No mail may go there. */
  isSuppressed: boolean
  /** Of the newsletters asked for, those that it gets already, with the handles by which they are left. */
  already: { newsletter: string; handle: string; subscriberHandle: string }[]
}

/** A confirmation by the address's owner. */
export interface Confirmation {
  at: Temporal.Instant
  network?: string
  /** What was asked for, as each newsletter has it; of one that is not among them nothing begins. */
  choices: Map<string, { cadence: string; topics: string[] }>
}

export type Confirmed =
  /** There is no such sign-up, or no longer. */
  | 'unknown'
  /** The address must not be mailed; only an operator lifts that. */
  | 'suppressed'
  | {
      /** Each with the handle of its subscription; `began`: by this very press. */
      subscriptions: { newsletter: string; handle: string; began: boolean }[]
      language: string
      address: string
    }

/** A link to confirm works so long. */
export const CONFIRM_HOURS = 48
/** What nobody confirmed is forgotten after so long. */
export const FORGET_SIGN_UPS_HOURS = 7 * 24
