import { Temporal } from 'temporal-polyfill'
import { parseTimeZone } from '../config/locale.ts'

/** At what hour of their own day somebody gets mails. */
export interface OwnHour {
  /** 0 to 23. */
  hour: number
  /** The IANA name of their zone. */
  timezone: string
}

/** Undefined where either is none. */
export function parseOwnHour(hour: string, timezone: string): OwnHour | undefined {
  const zone = parseTimeZone(timezone)
  return /^(?:1?\d|2[0-3])$/.test(hour) && zone !== undefined ? { hour: Number(hour), timezone: zone } : undefined
}

const DAY = { hours: 24 }

/**
 * The first moment from `from` on at which it is that hour there. Where clocks are set forward over it, it is the moment at
 * which they are; never more than 24 hours later.
 */
export function nextOwnHour({ hour, timezone }: OwnHour, from: Temporal.Instant): Temporal.Instant {
  const local = from.toZonedDateTimeISO(timezone)
  if (local.hour === hour) return from
  const begins = [0, 1].map((days) =>
    local.toPlainDate().add({ days }).toZonedDateTime({ timeZone: timezone, plainTime: { hour } }).toInstant(),
  )
  const next = begins.find((at) => Temporal.Instant.compare(at, from) > 0)
  const last = from.add(DAY)
  return next && Temporal.Instant.compare(next, last) < 0 ? next : last
}
