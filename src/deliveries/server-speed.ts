/** How fast a server is used beyond its stated rates: what it bore when it last complained, and ever more since. */
export interface ServerSpeed {
  /** Messages a second; Infinity: as fast as they go. */
  perSecond: number
  /** Nothing goes before; this and `changedAt` are epoch milliseconds. */
  pausedUntil: number
  changedAt: number
  /** Complaints with no message accepted between them. */
  inARow: number
}

export const FULL_SPEED: ServerSpeed = {
  perSecond: Number.POSITIVE_INFINITY,
  pausedUntil: 0,
  changedAt: Number.NEGATIVE_INFINITY,
  inARow: 0,
}

/** Six a minute. */
export const SLOWEST = 0.1
/** Above it, a server that bore the last steps is used as fast as it goes. */
const FASTEST = 1_000
/** Of what it took in the last second, so much is tried: its window and ours do not begin together. */
const OF_ACCEPTED = 0.8
const FASTER_AFTER_MS = 15_000
const FASTER_BY = 1.25
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/** What went to a server within the last second. */
export interface LastSecond {
  tried: number
  accepted: number
}

/** After a complaint: as fast as it accepted just now, or half as fast as it was tried where it accepted nothing. */
export function slower(before: ServerSpeed, { tried, accepted }: LastSecond, now: number): ServerSpeed {
  const { perSecond, inARow } = speedAt(before, now)
  const borne = accepted > 0 ? accepted * OF_ACCEPTED : Math.min(perSecond, Math.max(tried, 1)) / 2
  return {
    perSecond: Math.max(SLOWEST, Math.min(perSecond, borne)),
    pausedUntil: now + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** inARow),
    changedAt: now,
    inARow: inARow + 1,
  }
}

/** The speed at a later moment without complaint. */
export function speedAt(speed: ServerSpeed, now: number): ServerSpeed {
  // Set back, the clock would make a pause of a second, and the time until it is used faster, as long as it went back.
  if (now < speed.changedAt) return { ...speed, changedAt: now, pausedUntil: now }
  const steps = Math.floor((now - Math.max(speed.changedAt, speed.pausedUntil)) / FASTER_AFTER_MS)
  if (steps <= 0 || speed.perSecond === Number.POSITIVE_INFINITY) return speed
  const perSecond = speed.perSecond * FASTER_BY ** Math.min(steps, 100)
  if (perSecond > FASTEST) return { ...FULL_SPEED, inARow: speed.inARow }
  return { ...speed, perSecond, changedAt: Math.max(speed.changedAt, speed.pausedUntil) + steps * FASTER_AFTER_MS }
}
