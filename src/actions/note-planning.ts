import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { gapSince, type LastPlanned, type PlanningGap, type PlanningPlace } from '../editions/planning-gap.ts'

export interface NotePlanningPorts {
  config: Config
  planned: {
    here(): PlanningPlace
    last(now: Temporal.Instant): Promise<{ planned: LastPlanned | undefined; now: Temporal.Instant }>
    note(now: Temporal.Instant, gaps: (PlanningGap & { newsletter: string })[]): Promise<void>
  }
  latestOccurrence(
    cron: string,
    timezone: string,
    after: Temporal.Instant,
    now: Temporal.Instant,
  ): Temporal.Instant | undefined
  clock(): Temporal.Instant
}

/**
 * Writes down that this place plans; and, before, which newsletters came due while another copy of the database may have
 * sent them: those wait for an operator.
 */
export async function notePlanning({ config, planned, latestOccurrence, clock }: NotePlanningPorts): Promise<void> {
  const { planned: last, now } = await planned.last(clock())
  const here = planned.here()
  const gaps = config.newsletters.flatMap(({ id, schedules, maxLateness }) => {
    const since = gapSince(last, here, now, maxLateness)
    if (since === undefined) return []
    const cameDue = Object.values(schedules).some((cron) => latestOccurrence(cron, config.site.timezone, since, now))
    return cameDue ? [{ newsletter: id, since, until: now }] : []
  })
  await planned.note(clock(), gaps)
}
