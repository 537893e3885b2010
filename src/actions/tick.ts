import type { Problem } from '../config/problem.ts'
import { editionName } from '../editions/edition.ts'
import { type BuildPorts, type BuildReport, publish } from './build.ts'
import { type InboxesReport, type ReadInboxesPorts, readInboxes } from './delivery/read-inboxes.ts'
import { type DoPartPorts, type PartsReport, partsInto } from './do-part.ts'
import {
  type DueRun,
  dueRuns,
  heldByFault,
  type RunResult,
  rerun,
  runDue,
  type SchedulePorts,
} from './editions/run-schedule.ts'
import { type TellHeldPorts, tellHeld, tellLeftOut } from './editions/tell-held.ts'
import { type HubReport, type TellHubPorts, tellHub } from './feeds/tell-hub.ts'
import { type NotePlanningPorts, notePlanning } from './note-planning.ts'
import type { Scan } from './record-scan.ts'
import { type RefreshPorts, refresh } from './refresh.ts'
import { type TidyPorts, tidySignUps } from './subscribers/tidy-sign-ups.ts'
import { FEEDS, HUB, heldPart, INBOXES, newsletterPart, REFRESH, SCAN, SCHEDULES, TELL, TIDY } from './tick-parts.ts'

export interface TickPorts
  extends BuildPorts,
    TellHubPorts,
    RefreshPorts,
    SchedulePorts,
    TellHeldPorts,
    DoPartPorts,
    NotePlanningPorts,
    TidyPorts,
    ReadInboxesPorts {
  config: BuildPorts['config']
  editions: SchedulePorts['editions'] & TellHeldPorts['editions']
  newsletters: SchedulePorts['newsletters'] & TellHeldPorts['newsletters'] & NotePlanningPorts['newsletters']
  posts: BuildPorts['posts'] & TellHeldPorts['posts']
  hubTopics: BuildPorts['hubTopics'] & TellHubPorts['hubTopics']
  scan(): Promise<Scan>
}

export interface TickReport extends PartsReport {
  /** Undefined: the site could not be read; so the others, where they were not done. */
  scan?: Scan
  build?: BuildReport
  hub?: HubReport
  /** What came back of mails. */
  inboxes?: InboxesReport
  runs: RunResult[]
  /** What it is to look at again, and when: cadences that wait until it has been quiet for a while. */
  waits: DueRun[]
  /** Of posts, feeds and editions. */
  problems: Problem[]
}

/**
 * What a publication does by itself, again and again: scan, write feeds, make the editions that have come due. A part that
 * fails leaves out only what needs it; this never rejects.
 */
export async function tick(ports: TickPorts): Promise<TickReport> {
  const report: TickReport = { runs: [], waits: [], problems: [], failures: [], news: [], stacks: [] }
  const part = partsInto(report, ports)
  const { isDone: isFresh } = await part(REFRESH, () => refresh(ports))
  const scan = isFresh ? (await part(SCAN, () => ports.scan())).done : undefined
  if (scan) report.build = (await part(FEEDS, () => publish(ports, scan, ports.config.output.dir))).done
  report.hub = (await part(HUB, () => tellHub(ports))).done
  // Also where there is nothing to plan: that it looked is what counts.
  const { isDone: isNoted } = await part(SCHEDULES, () => notePlanning(ports, scan !== undefined))
  if (scan && isNoted) {
    const due = (await part(SCHEDULES, () => dueRuns(ports, scan))).done
    report.waits = due?.waits ?? []
    for (const run of due?.runs ?? []) {
      const result = (await part(newsletterPart(run.newsletter.id), () => runDue(ports, scan, run))).done
      if (result) report.runs.push(result)
    }
    for (const edition of (await part(SCHEDULES, () => heldByFault(ports))).done ?? []) {
      const result = (await part(heldPart(editionName(edition)), () => rerun(ports, scan, edition))).done
      if (result) report.runs.push(result)
    }
    await part(TELL, async () => {
      for (const run of report.runs) await tellLeftOut(ports, run)
      await tellHeld(ports)
    })
  }
  report.inboxes = (await part(INBOXES, () => readInboxes(ports))).done
  await part(TIDY, () => tidySignUps(ports))
  // Of posts as the build has them, where there is one.
  report.problems.push(
    ...(report.build?.problems ?? scan?.problems ?? []),
    ...(report.hub?.problems ?? []),
    ...(report.inboxes?.problems ?? []),
    ...report.runs.flatMap((run) => run.problems),
  )
  return { ...report, ...(scan && { scan }) }
}
