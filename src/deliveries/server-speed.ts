import type { SmtpReply } from './reply.ts'

/** How fast a server is used, as a share of what it may be: halved when it asks for less, doubled after a quiet while. */
export interface ServerSpeed {
  /** From SLOWEST to 1. */
  share: number
  /** Epoch milliseconds. */
  changedAt: number
}

export const FULL_SPEED: ServerSpeed = { share: 1, changedAt: 0 }
export const SLOWEST = 1 / 64

/** After this long without complaint it is tried faster again. */
const FASTER_AFTER_MS = 60_000
/** Connections that are told off together are one complaint. */
const ONE_COMPLAINT_MS = 5_000

/**
 * Does a reply ask for fewer messages? 421 (RFC 5321 §3.8) and 4.7.x (RFC 3463 §3.8, which servers use for rate limits)
 * do; greylisting, which wears the same code, only asks for the same message later.
 */
export function asksForLess({ code, enhanced, text }: SmtpReply): boolean {
  if (code === 421) return true
  return code < 500 && (enhanced?.startsWith('4.7.') ?? false) && !/gr[ea]y-?\s?list/i.test(text)
}

export function slower(speed: ServerSpeed, now: number): ServerSpeed {
  if (now - speed.changedAt < ONE_COMPLAINT_MS) return speed
  return { share: Math.max(SLOWEST, speedAt(speed, now).share / 2), changedAt: now }
}

/** The speed at a later moment without complaint. */
export function speedAt(speed: ServerSpeed, now: number): ServerSpeed {
  const doublings = Math.floor(Math.max(0, now - speed.changedAt) / FASTER_AFTER_MS)
  if (doublings === 0 || speed.share === 1) return speed
  const share = Math.min(1, speed.share * 2 ** Math.min(doublings, 6))
  return { share, changedAt: speed.changedAt + doublings * FASTER_AFTER_MS }
}
