import type { Rate } from '../config/rate.ts'

/**
 * How many messages were sent when: counts by slot, oldest first. All times here are epoch milliseconds, since this is
 * asked for every message.
 */
export interface Slot {
  at: number
  count: number
}

/** A day has 288 of them: what a restart reads back is small, and a limit is at most one slot too careful. */
export const SLOT_MS = 300_000

/** Rates over a longer time are held by counting, so that they outlive a restart; shorter ones by even spacing. */
const COUNTED_FROM_SECONDS = 300

/**
 * A server counts by its own clock, and what leaves evenly arrives a little unevenly: so much of a stated rate is used
 * that a strict one never has a message too many.
 */
const OF_STATED = 0.95

/** The rate that is kept where this one is stated. */
export function withSlack({ count, seconds }: Rate): Rate {
  return { count: count * OF_STATED, seconds }
}

/** The rate that is stated where this one is kept: spaced evenly, however long the time is. */
export function statedFor({ count, seconds }: Rate): Rate {
  return { count: count / seconds / OF_STATED, seconds: 1 }
}

export function isCounted({ seconds }: Rate): boolean {
  return seconds >= COUNTED_FROM_SECONDS
}

/** The slot that an instant falls into. */
export function slotOf(now: number): number {
  return Math.floor(now / SLOT_MS) * SLOT_MS
}

/**
 * How long to wait until one more message keeps a counted rate in every window of its length. A slot counts for as long
 * as any of it may lie in the window.
 */
export function waitForCounted(rate: Rate, slots: Slot[], now: number): number {
  const windowMs = rate.seconds * 1000 + SLOT_MS
  const inWindow = slots.filter(({ at }) => at > now - windowMs)
  let used = inWindow.reduce((sum, { count }) => sum + count, 0)
  for (const { at, count } of inWindow) {
    if (used < rate.count) return 0
    used -= count
    if (used < rate.count) return at + windowMs - now
  }
  return 0
}

/**
 * Even spacing by the generic cell rate algorithm (ITU-T I.371): `dueAt` is when the next message would be exactly in
 * time. After a pause a burst of what a fortieth of a second allows may go at once, so that timers need not be exact.
 */
export function takeSpaced(
  rate: Rate,
  dueAt: number,
  now: number,
): { waitMs: 0; dueAt: number } | { waitMs: number; dueAt?: undefined } {
  const spacing = (rate.seconds * 1000) / rate.count
  // Nothing is due further ahead, unless the clock was set back.
  const isSetBack = dueAt - now > 2 * spacing + BURST_MS
  const earliest = isSetBack ? now : Math.max(dueAt, now)
  const early = earliest - now
  return early <= BURST_MS ? { waitMs: 0, dueAt: earliest + spacing } : { waitMs: early - BURST_MS }
}

const BURST_MS = 25

/** Rates above fifty a second are not so strict. */
const SHORTEST_GAP_MS = 20
const LONGEST_GAP_MS = 1_000
const TIMER_MS = 5
/** No disk holds up as many messages as leave within this: the clock was set back. */
const FAR_MS = 60_000

/** When a message that has leave goes after the one that went last: the disk may have held up both, and let them go at once. */
export function leavesAt(lastAt: number, spacingMs: number, now: number): number {
  if (spacingMs < SHORTEST_GAP_MS || lastAt - now >= FAR_MS) return now
  return Math.max(now, lastAt + Math.min(spacingMs - TIMER_MS, LONGEST_GAP_MS))
}
