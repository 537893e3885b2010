import type { Temporal } from 'temporal-polyfill'

/**
 * The moment at which a clock on the wall shows a time. One that daylight saving leaves out comes right after the gap;
 * one that comes twice counts the first time (cron(8) of Debian, systemd.time(7)).
 */
export function momentOf(local: Temporal.PlainDateTime, timezone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(timezone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(local)) return earlier.toInstant()
  // In a gap: read by the offset after it, the time lies before it.
  return earlier.getTimeZoneTransition('next')?.toInstant() ?? earlier.toInstant()
}
