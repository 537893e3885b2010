import type { Temporal } from 'temporal-polyfill'

/** What a mail that is no edition's says, by its kind. Its words are made from this when it is sent. */
export type MailContent =
  /** To the operator. */
  | { kind: 'notice'; subject: string; text: string }
  /** To an address that somebody signed up with: asks, or says that it gets all of it already. */
  | { kind: 'sign-up'; signUp: string }
  /** To who has just confirmed, by the handles of what began. */
  | { kind: 'welcome'; subscriptions: string[] }
  /** To a subscriber, by their handle, who asked for a fresh link. */
  | { kind: 'preferences-link'; subscriber: string }
  /** To the old or the new address of somebody who moves, by that side's handle of the change. */
  | { kind: 'address-change'; side: string }

export type MailKind = MailContent['kind']

/** A mail that is no edition's, to be sent once. */
export interface NewMail {
  content: MailContent
  address: string
  /** As addresses are compared, of a subscriber: with it their mails are found when they leave or are erased. */
  addressKey?: string
  /** The newsletter in whose name it comes; default the first. */
  newsletter?: string
  /** Of two mails with the same one, the second is not put. */
  unique?: string
  at: Temporal.Instant
}

/** One that may be sent now. */
export interface ClaimableMail {
  id: number
  /** 16 random characters of [A-Za-z0-9_-]: makes its Message-ID, the same at each attempt. */
  handle: string
  content: MailContent
  address: string
  newsletter?: string
  putAt: Temporal.Instant
  /** Counted attempts before this one. */
  attempts: number
  /** When the first counted attempt was made; `now` before it. */
  firstAt: Temporal.Instant
  uncertainCount: number
}

/** What of the outbox waits, and what became of the rest, by kind. */
export interface OutboxCount {
  kind: MailKind
  /** Not sent yet: at once, or when a server may take it. */
  waiting: number
  /** Refused for good, or given up after three days; kept for a month. */
  failed: number
}
