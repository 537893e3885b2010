/** How many connections a server lets us have at once, as far as it was met. Times are epoch milliseconds. */
export interface ConnectionLimit {
  /** So many were open when it took no more; undefined: it takes all that are configured. */
  possible?: number
  /** When that was found out. */
  at: number
  /** How long after `at` one more is tried; it doubles with each refusal in a row. */
  waitMs: number
}

export const NO_LIMIT: ConnectionLimit = { at: 0, waitMs: 0 }

const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
/** After one more went well, the next one. */
const NEXT_WAIT_MS = 5_000

/** A limit that an earlier run met. */
export function remembered(possible: number, at: number): ConnectionLimit {
  return { possible, at, waitMs: FIRST_WAIT_MS }
}

/** The server took no further connection beside `open` others. */
export function refusedBeside(limit: ConnectionLimit, open: number, now: number): ConnectionLimit {
  // Those that are refused together were dialled together: one refusal.
  const isAgain = limit.possible !== undefined && now - limit.at >= limit.waitMs
  const waitMs = isAgain ? Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, limit.waitMs * 2)) : FIRST_WAIT_MS
  return { possible: Math.max(1, open), at: now, waitMs: Math.max(waitMs, isAgain ? 0 : limit.waitMs) }
}

/** So many connections have each had a message accepted and are open. */
export function provenOpen(limit: ConnectionLimit, open: number, configured: number, now: number): ConnectionLimit {
  if (limit.possible === undefined || open <= limit.possible) return limit
  return open >= configured ? NO_LIMIT : { possible: open, at: now, waitMs: NEXT_WAIT_MS }
}

/** How many may be open or be dialled now: one more than were possible, once some time has passed. */
export function allowedConnections({ possible, at, waitMs }: ConnectionLimit, configured: number, now: number): number {
  if (possible === undefined) return configured
  // A clock that was set back must not make a limit of a minute ago last for years.
  const mayTry = now - at >= waitMs || now < at
  return Math.min(configured, possible + (mayTry ? 1 : 0))
}
