import { Temporal } from 'temporal-polyfill'
import type { Settings } from './settings.ts'

/**
 * When a schedule is due in [from, to), reckoned day by day without the program's own code. A time that daylight saving
 * leaves out is due at the moment after the gap, one that comes twice the first time. For the year's own schedules: minute and hour are
 * numbers, and month is `*`.
 */
export function occurrences(
  { schedule, timezone }: Pick<Settings, 'schedule' | 'timezone'>,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.Instant[] {
  const [minute = '', hour = '', days = '*', , weekdays = '*'] = schedule.split(' ')
  const found: Temporal.Instant[] = []
  const last = to.toZonedDateTimeISO(timezone).toPlainDate()
  for (
    let day = from.toZonedDateTimeISO(timezone).toPlainDate();
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (!fits(day, days, weekdays)) continue
    const at = runAt(day.toPlainDateTime({ hour: Number(hour), minute: Number(minute) }), timezone)
    if (Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, to) < 0) found.push(at)
  }
  return found
}

function fits(day: Temporal.PlainDate, days: string, weekdays: string): boolean {
  const isDay = days.split(',').includes(String(day.day))
  const isWeekday = weekdays.split(',').includes(WEEKDAYS[day.dayOfWeek - 1] ?? '')
  if (days === '*') return weekdays === '*' || isWeekday
  return weekdays === '*' ? isDay : isDay || isWeekday
}

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']

function runAt(local: Temporal.PlainDateTime, timezone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(timezone, { disambiguation: 'earlier' })
  const isThere = earlier.toPlainDateTime().equals(local)
  return isThere ? earlier.toInstant() : (earlier.getTimeZoneTransition('next')?.toInstant() ?? earlier.toInstant())
}
