import { Temporal } from 'temporal-polyfill'

const DURATION = /^(\d{1,5})([mhd])$/

/**
 * `30m`, `12h`, `7d` → a duration in minutes or hours; undefined for anything else.
 * A day is 24 hours here: it is added to instants, and Temporal refuses to add calendar days to those.
 */
export function parseDuration(text: string): Temporal.Duration | undefined {
  const match = DURATION.exec(text)
  if (!match) return undefined
  const count = Number(match[1])
  if (match[2] === 'm') return Temporal.Duration.from({ minutes: count })
  return Temporal.Duration.from({ hours: match[2] === 'd' ? count * 24 : count })
}
