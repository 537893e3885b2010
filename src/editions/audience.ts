import type { Temporal } from 'temporal-polyfill'
/** Why somebody on the list gets no mail of an edition. */
export type ExclusionReason =
  | 'suppressed'
  | 'had-it'
  | 'subscribed-later'
  | 'other-topics'
  | 'nothing-due'
  | 'left'
  | 'joined-later'
  | 'changed'
  | 'did-not-get-it'

/** A post of an edition, as recipients are chosen by it. The i-th stands behind bit i of a mask. */
export interface EditionPost {
  postId: string
  /** When it became new for the newsletter; undefined: named outright, so that nobody's `since` applies. */
  newAt?: Temporal.Instant
  /** What subscribers' topics are held against: its tags, and topics that its author gave it. */
  tags: string[]
}

/** Does a subscriber who asked for these topics want a post with these tags? */
export type MatchesTopics = (topics: string[], tags: string[]) => boolean

/** Whom an edition is for, and what it would bring them. */
export interface AudienceQuery {
  newsletter: string
  cadence: string
  posts: EditionPost[]
  matchesTopics: MatchesTopics
  /** For `smtp`, what a capture mailbox took does not count as sent. */
  transport: 'smtp' | 'mailbox'
  /** For `mailbox`: nor does what finished trials brought; else it does. */
  repeats?: boolean
  /** Only the people of this plan, each with the very posts that were planned. */
  planId?: string
  /** Only looks: a pause that is over at this moment counts as ended, and is not written down as such. */
  lookedAt?: Temporal.Instant
  /** Of one person alone, by the key of their address. */
  only?: string
}

/** What an edition would do now: who would get which posts, and who would not, and why. */
export interface Candidates {
  /** One for each combination of posts that anybody is due, the largest first. Bit i of a mask is post i. */
  groups: { mask: number; recipientCount: number }[]
  excluded: Partial<Record<ExclusionReason, number>>
  /** Recipients and excluded together. */
  candidateCount: number
  /** Of a correction: how many of the recipients are still to get what it corrects, and get it after that; undefined: none. */
  waitingCount?: number
}
