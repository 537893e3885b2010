/** A cron expression with its fields as sets, so that the oracle has no parser to share a mistake with. */
export interface CronCase {
  expression: string
  minutes: number[]
  hours: number[]
  months: number[]
  /** undefined: the field is `*`. */
  daysOfMonth?: number[]
  daysOfWeek?: number[]
}

const MINUTE = 60_000

/**
 * Every moment in [start, end) at which a schedule is due, found by looking at the wall clock minute by minute: a minute
 * is due when it is shown for the first time, and one that is never shown when the clock has jumped over it.
 */
export function occurrencesByScan(cron: CronCase, timezone: string, start: number, end: number): number[] {
  const wall = wallClock(timezone)
  const found: number[] = []
  // Two days before, so that an hour that comes again is known to have been there.
  let shown = wall(start - 2 * 1440 * MINUTE)
  for (let at = start - 2 * 1440 * MINUTE; at < end; at += MINUTE) {
    const now = wall(at)
    let isDue = false
    for (let minute = shown + MINUTE; minute <= now; minute += MINUTE) isDue ||= matches(cron, new Date(minute))
    shown = Math.max(shown, now)
    if (isDue && at >= start) found.push(at)
  }
  return found
}

/** A local time is held as the UTC date that reads like it. */
function matches(cron: CronCase, local: Date): boolean {
  if (!cron.minutes.includes(local.getUTCMinutes()) || !cron.hours.includes(local.getUTCHours())) return false
  if (!cron.months.includes(local.getUTCMonth() + 1)) return false
  const { daysOfMonth, daysOfWeek } = cron
  const inMonth = daysOfMonth?.includes(local.getUTCDate()) ?? false
  const inWeek = daysOfWeek?.includes(local.getUTCDay()) ?? false
  return (daysOfMonth === undefined && daysOfWeek === undefined) || inMonth || inWeek
}

/** Intl's clock: what Broadsheet reckons with is Temporal's. No zone that is tried changes within a quarter of an hour. */
function wallClock(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const quarters = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at / (15 * MINUTE)) * 15 * MINUTE
    const offset = quarters.get(quarter) ?? offsetAt(format, quarter)
    quarters.set(quarter, offset)
    return at + offset
  }
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute) - at
}
