import type { Rate } from '../config/rate.ts'
import { isCounted, SLOT_MS, type Slot, waitForCounted, withSlack } from './pace.ts'
import { warmUpRate } from './warm-up.ts'

/** What a worker asks of what is limited for all workers together: a server, a recipients' domain, an edition that is spread. */
export interface AskedLeave {
  name: string
  /** Whose messages are counted, as a server's are. */
  server?: string
  rates: Rate[]
  warmUp: number[]
}

/**
 * Leave for so many messages: the first after so long from when it was given, each of the others so much later. It is over
 * before another's begins. Times are in milliseconds.
 */
export interface Slice {
  count: number
  startMs: number
  spacingMs: number
  endMs: number
}

/** The slot that its messages are counted in: that of its end, so that none of them is forgotten too early. */
export interface CountedSlice extends Slice {
  slotAt: number
}

export type LeaveAnswer = CountedSlice | { waitMs: number }

/** What was given before; epoch milliseconds, slots oldest first. */
export interface GivenLeave {
  dueAt: number
  slots: Slot[]
  firstUsedAt: number | undefined
}

/** So much of a server's time goes to one worker before the next has it. */
const SLICE_MS = 5_000
/** A mail that was to leave at the end may leave so much later. */
const SLOP_MS = 200
/** Nobody books far ahead: who does not come back would keep others waiting for it. */
const AHEAD_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** What is not spaced, of which there may be this many in hand at once. */
const MOST = 500
const UNSPACED_MS = 20_000
/** One worker takes no more of what is left of a day's than this, so that another has some, too. */
const SHARE = 4

/** The next worker's turn. With a slice, leave is given away until `dueAt`, and so many messages are counted. */
export function nextSlice(
  { rates, warmUp }: Pick<AskedLeave, 'rates' | 'warmUp'>,
  given: GivenLeave,
  now: number,
): { answer: Slice | { waitMs: number }; dueAt: number } {
  const warming = warmUpRate(warmUp, given.firstUsedAt, now)
  const counted = [...rates.filter(isCounted), ...(warming ? [warming] : [])]
  const wait = Math.max(0, ...counted.map((rate) => waitForCounted(rate, given.slots, now)))
  const spacingMs = Math.max(0, ...rates.filter((rate) => !isCounted(rate)).map(spacingOf))
  // A time further away than any slice and its wait was given before the clock was set back.
  const isSound = given.dueAt - now <= 2 * Math.max(SLICE_MS, spacingMs) + AHEAD_MS + SLOP_MS
  const startAt = Math.max(now, isSound ? given.dueAt : now)
  const ahead = spacingMs > 0 ? startAt - now - AHEAD_MS : 0
  if (wait > 0 || ahead > 0)
    return { answer: { waitMs: Math.min(LONGEST_WAIT_MS, Math.max(wait, ahead)) }, dueAt: given.dueAt }
  const left = Math.min(MOST, ...counted.map((rate) => Math.ceil(leftOf(rate, given.slots, now) / SHARE)))
  if (spacingMs === 0) return { answer: { count: left, startMs: 0, spacingMs, endMs: UNSPACED_MS }, dueAt: given.dueAt }
  const count = Math.min(left, Math.max(1, Math.floor(SLICE_MS / spacingMs)))
  const startMs = startAt - now
  const endMs = startMs + count * spacingMs + SLOP_MS
  return { answer: { count, startMs, spacingMs, endMs }, dueAt: Math.ceil(now + endMs) }
}

function spacingOf(rate: Rate): number {
  const { count, seconds } = withSlack(rate)
  return (seconds * 1000) / count
}

/** How many more now keep a counted rate, where one does. */
function leftOf(rate: Rate, slots: Slot[], now: number): number {
  const windowMs = rate.seconds * 1000 + SLOT_MS
  return rate.count - slots.filter(({ at }) => at > now - windowMs).reduce((sum, { count }) => sum + count, 0)
}
