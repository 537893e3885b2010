import type { Temporal } from 'temporal-polyfill'

/** One number of a newsletter, written `weekly/12`, or a trial of one, `weekly/trial-3` (editionName). */
export interface Edition {
  id: number
  newsletter: string
  /** Given when the edition is made with posts in it; never used twice. Undefined for a skipped one and a trial. */
  number?: number
  /** Counts what went into a capture mailbox, which uses up no number. */
  trial?: number
  /** Of a mail that corrects an edition: `12 correction 1`. */
  correction?: string
  cadence: string
  /** The scheduled time; undefined for one sent by hand. Unique by newsletter, cadence and due time. */
  dueAt?: Temporal.Instant
  state: EditionState
  reason?: HoldReason | string
  /** What holds it, or why it was skipped: a sentence each. */
  because?: string[]
  stateAt: Temporal.Instant
  createdAt: Temporal.Instant
  /** What `mailbox:` accepted does not count as sent for a real server. */
  transport: 'smtp' | 'mailbox'
  planId?: string
  /** Once it may go, it starts at this moment and not before; undefined: at once. */
  startsAt?: Temporal.Instant
  subject: string
  postCount: number
  /** Random, made with it: tells its mails from those of another with its number. None in those of older versions. */
  birth?: string
  /** Subscriptions looked at when recipients were frozen = deliveries + excluded. */
  candidateCount?: number
  /** How many people it was for when it was made. */
  recipientCount?: number
}

export type EditionState =
  | 'planned'
  | 'held'
  | 'approved'
  | 'sending'
  | 'paused'
  | 'settling'
  | 'sent'
  | 'cancelled'
  | 'skipped'

/** One step of an edition, as it was written down. */
export interface EditionStep {
  state: EditionState
  reason?: string
  because?: string[]
  at: Temporal.Instant
}

/** Which editions a list shows. */
export interface EditionFilter {
  newsletter?: string
  /** Those with a number alone: none that was skipped, and no trial. */
  numbered?: boolean
  /** The id after which the page begins. */
  before?: number
  limit: number
}

export const HOLD_REASONS = [
  'late',
  'flood',
  'moved',
  'links',
  'approval',
  'clone',
  'restored',
  'server',
  'error',
] as const

export type HoldReason = (typeof HOLD_REASONS)[number]

const NEXT: Record<EditionState, EditionState[]> = {
  planned: ['held', 'approved', 'skipped', 'cancelled'],
  held: ['approved', 'held', 'cancelled'],
  approved: ['sending', 'held', 'paused', 'cancelled'],
  sending: ['paused', 'settling', 'sent', 'cancelled'],
  paused: ['approved', 'sending', 'settling', 'cancelled'],
  settling: ['sending', 'paused', 'sent', 'cancelled'],
  sent: ['sending'],
  cancelled: [],
  skipped: [],
}

/** What is not over: it still has something before it. */
export const OPEN_STATES: EditionState[] = ['planned', 'held', 'approved', 'sending', 'paused', 'settling']

/** What goes out now, or as soon as somebody delivers. */
export const GOING_STATES: EditionState[] = ['approved', 'sending', 'settling']

/** Whether it comes to its first mail, or to the next, with nobody doing anything. */
export function isMoving({ state }: Pick<Edition, 'state'>): boolean {
  return state === 'planned' || state === 'approved' || state === 'sending'
}

/** Which step may follow which. `sent → sending` is `retry`. */
export function mayFollow(from: EditionState, to: EditionState): boolean {
  return NEXT[from].includes(to)
}

export function editionName(edition: EditionPlace & { newsletter: string }): string {
  return `${edition.newsletter}/${editionNumber(edition) ?? '-'}`
}

/** What an edition is called by within its newsletter. */
export type EditionPlace = Pick<Edition, 'number' | 'trial' | 'correction'>

/** What stands after the slash: `12`, `trial-3`, `12 correction 1`; undefined for a skipped edition. */
export function editionNumber({ number, trial, correction }: EditionPlace): string | undefined {
  if (correction !== undefined) return correction
  return trial === undefined ? number?.toString() : `trial-${trial}`
}

export interface EditionNameParts {
  newsletter: string
  number: number
  isTrial: boolean
  /** What stands after the slash, of a correction. */
  correction?: string
}

/** `weekly/12`, `weekly/trial-3`, `weekly/12 correction 1` → its parts, or undefined if it is not written so. */
export function parseEditionName(name: string): EditionNameParts | undefined {
  const match = /^([a-z0-9-]{1,63})\/((trial-)?([1-9]\d{0,8})(?: correction [1-9]\d{0,4})?)$/.exec(name)
  if (!match?.[1]) return undefined
  const [, newsletter, place = '', trial, number] = match
  return {
    newsletter,
    number: Number(number),
    isTrial: trial !== undefined,
    ...(place.includes(' ') && { correction: place }),
  }
}
