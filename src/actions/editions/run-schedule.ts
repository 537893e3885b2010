import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import type { Look } from '../look.ts'
import { type DraftPorts, draftEdition } from './draft-edition.ts'
import { type Started, type StartPorts, startEdition } from './start-edition.ts'

export interface SchedulePorts extends DraftPorts, StartPorts {
  config: Config
  newsletters: DraftPorts['newsletters'] & { firstSeenAt(id: string): Promise<Temporal.Instant | undefined> }
  editions: DraftPorts['editions'] &
    StartPorts['editions'] & { lastDue(newsletter: string, cadence: string): Promise<Temporal.Instant | undefined> }
  /** The latest time in (`after`, `now`] at which a cron expression was due. */
  latestOccurrence(
    cron: string,
    timezone: string,
    after: Temporal.Instant,
    now: Temporal.Instant,
  ): Temporal.Instant | undefined
}

export interface DueRun {
  newsletter: NewsletterConfig
  cadence: string
  dueAt: Temporal.Instant
}

/**
 * The scheduled times that passed without an edition: at most one, the latest, for each newsletter and cadence, so that
 * what a machine slept through is caught up once.
 */
export async function dueRuns(ports: SchedulePorts): Promise<DueRun[]> {
  const runs: DueRun[] = []
  for (const newsletter of ports.config.newsletters) {
    const firstSeenAt = await ports.newsletters.firstSeenAt(newsletter.id)
    if (!firstSeenAt) continue // its baseline is laid by the next look
    for (const [cadence, cron] of Object.entries(newsletter.schedules)) {
      const after = (await ports.editions.lastDue(newsletter.id, cadence)) ?? firstSeenAt
      const dueAt = ports.latestOccurrence(cron, ports.config.site.timezone, after, ports.clock())
      if (dueAt) runs.push({ newsletter, cadence, dueAt })
    }
  }
  return runs
}

export interface RunResult extends DueRun {
  started: Started
  problems: Problem[]
}

/** Makes the edition of one scheduled time; the same time run twice, or by two schedulers, makes one. */
export async function runDue(ports: SchedulePorts, look: Look, run: DueRun): Promise<RunResult> {
  for (;;) {
    const draft = await draftEdition(ports, look, {
      newsletter: run.newsletter,
      cadence: run.cadence,
      repeats: false,
    })
    const started = await startEdition(ports, draft, { trigger: 'schedule', dueAt: run.dueAt, acknowledged: [] })
    if (started.outcome !== 'number-taken') return { ...run, started, problems: draft.problems }
  }
}
