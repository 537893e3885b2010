import { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, formatProblem, type Problem } from '../../config/problem.ts'
import { isOnPublication } from '../../config/schedule-kind.ts'
import { type Edition, editionName, type HoldReason } from '../../editions/edition.ts'
import { cadencesOf } from '../newsletter-named.ts'
import type { Scan } from '../record-scan.ts'
import { type DraftPorts, draftEdition, type EditionDraft } from './draft-edition.ts'
import type { LeftOut } from './left-out.ts'
import { type OnPublicationPorts, startOnPublication } from './on-publication.ts'
import { type Started, type StartOptions, type StartPorts, startEdition } from './start-edition.ts'
import { transportOf } from './transport-of.ts'

export interface SchedulePorts extends DraftPorts, StartPorts, OnPublicationPorts {
  config: Config
  newsletters: DraftPorts['newsletters'] &
    OnPublicationPorts['newsletters'] & {
      firstSeenAt(id: string): Promise<Temporal.Instant | undefined>
      /** Since when a cadence is scheduled as it is. */
      scheduledSince(id: string, cadence: string): Promise<Temporal.Instant | undefined>
      /** What waited since then starts nothing any more. */
      endWaiting(id: string, cadence: string, since: Temporal.Instant): Promise<void>
    }
  editions: DraftPorts['editions'] &
    StartPorts['editions'] &
    OnPublicationPorts['editions'] & {
      lastDue(newsletter: string, cadence: string): Promise<Temporal.Instant | undefined>
      open(): Promise<Edition[]>
    }
  /** @throws BroadsheetError where a key that mails are signed with cannot be read or cannot sign */
  dkimKeys(): Promise<unknown>
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

/** What the calendar, or publication, makes due. */
export interface Due {
  runs: DueRun[]
  /** Cadences that wait until it has been quiet for a while. */
  waits: DueRun[]
}

/**
 * The scheduled times that passed without an edition: at most one, the latest, for each newsletter and cadence, so that
 * what a machine slept through is caught up once.
 */
export async function dueRuns(ports: SchedulePorts, scan: Scan): Promise<Due> {
  const runs: DueRun[] = []
  const waits: DueRun[] = []
  for (const newsletter of ports.config.newsletters) {
    const firstSeenAt = await ports.newsletters.firstSeenAt(newsletter.id)
    if (!firstSeenAt) continue // its baseline is laid by the next scan
    for (const [cadence, schedule] of Object.entries(newsletter.schedules)) {
      const dueAt = isOnPublication(schedule)
        ? await startOnPublication(ports, scan, { newsletter, cadence })
        : await passed(ports, { newsletter, cadence, firstSeenAt }, schedule)
      if (!dueAt) continue
      const isDue = Temporal.Instant.compare(dueAt, ports.clock()) <= 0
      ;(isDue ? runs : waits).push({ newsletter, cadence, dueAt })
    }
  }
  return { runs, waits }
}

async function passed(
  ports: SchedulePorts,
  { newsletter: { id }, cadence, firstSeenAt }: Omit<DueRun, 'dueAt'> & { firstSeenAt: Temporal.Instant },
  cron: string,
): Promise<Temporal.Instant | undefined> {
  const lastDue = (await ports.editions.lastDue(id, cadence)) ?? firstSeenAt
  const since = (await ports.newsletters.scheduledSince(id, cadence)) ?? firstSeenAt
  // What was due before the schedule was what it is counts for nothing.
  const after = Temporal.Instant.compare(since, lastDue) > 0 ? since : lastDue
  return ports.latestOccurrence(cron, ports.config.site.timezone, after, ports.clock())
}

export interface RunResult extends DueRun {
  started: Started
  /** New posts that the edition goes without. */
  leftOut: LeftOut[]
  problems: Problem[]
}

/** Makes the edition of one scheduled time; the same time run twice, or by two schedulers, makes one. */
export async function runDue(ports: SchedulePorts, scan: Scan, run: DueRun): Promise<RunResult> {
  const faults = await deliveryFaults(ports)
  for (;;) {
    const draft = await draftEdition(ports, scan, { ...run, repeats: false })
    const started = await startEdition(ports, draft, {
      trigger: 'schedule',
      dueAt: run.dueAt,
      acknowledged: [],
      faults,
    })
    if (started.outcome === 'number-taken') continue
    await endWaiting(ports, run)
    return resultOf(run, draft, started)
  }
}

/** Also where another was first, or a kill came between: its edition is there. */
async function endWaiting({ newsletters }: SchedulePorts, { newsletter, cadence, dueAt }: DueRun): Promise<void> {
  if (isOnPublication(newsletter.schedules[cadence] ?? ''))
    await newsletters.endWaiting(newsletter.id, cadence, dueAt.subtract(newsletter.quiet))
}

function resultOf(run: DueRun, draft: EditionDraft, started: Started): RunResult {
  // What holds the edition is told by the edition.
  const problems = draft.problems.filter(({ severity }) => severity !== 'error')
  return { ...run, started, leftOut: draft.leftOut, problems }
}

/** What would keep a finished mail from going. */
async function deliveryFaults({ config, dkimKeys }: SchedulePorts): Promise<string[]> {
  if (config.smtp.length === 0) return ['There is no server to send through: broadsheet.toml has no [[smtp]].']
  try {
    await dkimKeys()
    return []
  } catch (error) {
    if (error instanceof BroadsheetError) return error.problems.map(formatProblem)
    throw error
  }
}

/** For what an operator mends without typing anything. */
const MENDED: string[] = ['error', 'links'] satisfies HoldReason[]

/** Scheduled editions that a fault holds, which may be mended. */
export async function heldByFault({ config, editions }: SchedulePorts): Promise<Edition[]> {
  return (await editions.open()).filter(
    ({ state, reason = '', dueAt, transport }) =>
      state === 'held' && MENDED.includes(reason) && dueAt !== undefined && transport === transportOf(config),
  )
}

/**
 * Makes an edition anew that a fault holds: once that is mended it goes, late rather than never, with the posts of that
 * moment. Undefined where it is held as before, or is no newsletter's any more.
 */
export async function rerun(ports: SchedulePorts, scan: Scan, edition: Edition): Promise<RunResult | undefined> {
  const newsletter = ports.config.newsletters.find(({ id }) => id === edition.newsletter)
  const { dueAt, cadence, reason } = edition
  if (!newsletter || !dueAt || !cadencesOf(newsletter).includes(cadence)) return undefined
  const run = { newsletter, cadence, dueAt }
  const { draft, started } = await remakeEdition(ports, scan, edition, run, { trigger: 'schedule', acknowledged: [] })
  const isAsBefore =
    started.outcome === 'made' &&
    started.state === 'held' &&
    started.reason === reason &&
    (reason === 'links' || isSame(started.because, edition.because ?? []))
  return isAsBefore ? undefined : resultOf(run, draft, started)
}

/** Makes a held edition anew, under its own number. */
export async function remakeEdition(
  ports: SchedulePorts,
  scan: Scan,
  edition: Edition,
  { newsletter, cadence, dueAt }: Omit<DueRun, 'dueAt'> & { dueAt?: Temporal.Instant },
  request: Pick<StartOptions, 'trigger' | 'acknowledged' | 'now'>,
): Promise<{ draft: EditionDraft; started: Started }> {
  const draft = await draftEdition(ports, scan, { newsletter, cadence, repeats: false, number: edition.number })
  const started = await startEdition(ports, draft, {
    ...request,
    dueAt,
    faults: await deliveryFaults(ports),
    remake: { id: edition.id, edition: editionName(edition) },
  })
  return { draft, started }
}

function isSame(a: string[], b: string[]): boolean {
  return a.join('\n') === b.join('\n')
}
