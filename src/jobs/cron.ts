import { createTask, validate } from 'node-cron'
import { Temporal } from 'temporal-polyfill'

/** Five fields; seconds are for machines. */
export function isCron(expression: string): boolean {
  return expression.trim().split(/\s+/).length === 5 && validate(expression)
}

/** How far back a missed run is looked for. */
const LOOK_BACK = Temporal.Duration.from({ hours: 24 * 35 })

/** The latest time in (`after`, `now`] at which the schedule was due; undefined if it was not. */
export function latestOccurrence(
  expression: string,
  timezone: string,
  after: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const earliest = laterOf(after, now.subtract(LOOK_BACK))
  return withMatcher(expression, timezone, (matches) => {
    let minute = now.round({ smallestUnit: 'minute', roundingMode: 'floor' })
    for (; Temporal.Instant.compare(minute, earliest) > 0; minute = minute.subtract({ minutes: 1 })) {
      if (matches(minute)) return minute
    }
    return undefined
  })
}

/** The first time after `now` at which the schedule is due; undefined if that is more than a year off. */
export function nextOccurrence(
  expression: string,
  timezone: string,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  return withMatcher(expression, timezone, (matches) => {
    let minute = now.round({ smallestUnit: 'minute', roundingMode: 'floor' }).add({ minutes: 1 })
    for (let steps = 0; steps < 366 * 24 * 60; steps++, minute = minute.add({ minutes: 1 })) {
      if (matches(minute)) return minute
    }
    return undefined
  })
}

function withMatcher<T>(
  expression: string,
  timezone: string,
  use: (matches: (minute: Temporal.Instant) => boolean) => T,
): T {
  const task = createTask(expression, () => {}, { timezone })
  try {
    return use((minute) => task.match(new Date(minute.epochMilliseconds)))
  } finally {
    task.destroy()
  }
}

function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b
}
