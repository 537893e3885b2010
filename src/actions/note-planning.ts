import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../config/config.ts'
import { cronsOf, isOnPublication } from '../config/schedule-kind.ts'
import type { KnownNews } from '../editions/keep-back.ts'
import { gapSince, type LastPlanned, type PlanningGap, type PlanningPlace } from '../editions/planning-gap.ts'
import type { Waiting } from '../editions/quiet.ts'

export interface NotePlanningPorts {
  config: Config
  planned: {
    here(): PlanningPlace
    last(now: Temporal.Instant): Promise<{ planned: LastPlanned | undefined; now: Temporal.Instant }>
    note(now: Temporal.Instant, gaps: (PlanningGap & { newsletter: string })[]): Promise<void>
  }
  newsletters: {
    waiting(id: string, cadence: string): Promise<Waiting | undefined>
    newPosts(id: string): Promise<KnownNews[]>
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
 * sent them: those wait for an operator. @param isScanned the site's posts are known as they are now
 */
export async function notePlanning(ports: NotePlanningPorts, isScanned: boolean): Promise<void> {
  const { config, planned, latestOccurrence, clock } = ports
  const { planned: last, now } = await planned.last(clock())
  const here = planned.here()
  const gaps: (PlanningGap & { newsletter: string })[] = []
  for (const newsletter of config.newsletters) {
    const since = gapSince(last, here, now, newsletter.maxLateness)
    if (since === undefined) continue
    const cameDue =
      cronsOf(newsletter.schedules).some((cron) => latestOccurrence(cron, config.site.timezone, since, now)) ||
      (await mayHaveStarted(ports, newsletter, since, isScanned))
    if (cameDue) gaps.push({ newsletter: newsletter.id, since, until: now })
  }
  await planned.note(clock(), gaps)
}

/** On publication: of what waited at that time, or was published since, another copy may have made an edition. */
async function mayHaveStarted(
  { newsletters }: NotePlanningPorts,
  { id, schedules }: NewsletterConfig,
  since: Temporal.Instant,
  isScanned: boolean,
): Promise<boolean> {
  const cadences = Object.keys(schedules).filter((cadence) => isOnPublication(schedules[cadence] ?? ''))
  if (cadences.length === 0) return false
  if (!isScanned) return true
  const isSince = ({ becameNewAt }: KnownNews) => becameNewAt.epochMilliseconds > since.epochMilliseconds
  if ((await newsletters.newPosts(id)).some((post) => post.live && isSince(post))) return true
  const waiting = await Promise.all(cadences.map((cadence) => newsletters.waiting(id, cadence)))
  return waiting.some((posts) => posts !== undefined && !posts.isOver)
}
