import type { Problem } from '../config/problem.ts'
import { editionName } from '../editions/edition.ts'
import { type BuildPorts, type BuildReport, publish } from './build.ts'
import { type DoPartPorts, doPart, type Part, type PartDone } from './do-part.ts'
import { dueRuns, heldByFault, type RunResult, rerun, runDue, type SchedulePorts } from './editions/run-schedule.ts'
import { type TellHeldPorts, tellHeld, tellLeftOut } from './editions/tell-held.ts'
import { type HubReport, type TellHubPorts, tellHub } from './feeds/tell-hub.ts'
import type { Scan } from './record-scan.ts'
import { type RefreshPorts, refresh } from './refresh.ts'

export interface TickPorts extends BuildPorts, TellHubPorts, RefreshPorts, SchedulePorts, TellHeldPorts, DoPartPorts {
  config: BuildPorts['config']
  editions: SchedulePorts['editions'] & TellHeldPorts['editions']
  newsletters: SchedulePorts['newsletters'] & TellHeldPorts['newsletters']
  posts: BuildPorts['posts'] & TellHeldPorts['posts']
  hubTopics: BuildPorts['hubTopics'] & TellHubPorts['hubTopics']
  scan(): Promise<Scan>
}

export interface TickReport {
  /** Undefined: the site could not be read; so the others, where they were not done. */
  scan?: Scan
  build?: BuildReport
  hub?: HubReport
  runs: RunResult[]
  /** Of posts, feeds and editions. */
  problems: Problem[]
  /** Of parts that could not be done, told before or not. */
  failures: Problem[]
  /** What began to fail, fails otherwise, or works again. */
  news: string[]
  /** Of errors that nobody foresaw. */
  stacks: string[]
}

const PLANS_NOTHING =
  'Until it succeeds no edition is planned, and the feeds stay as they are. What is on its way goes on.'
const REFRESH: Part = { key: 'refresh', name: 'content.refresh', meanwhile: PLANS_NOTHING }
const SCAN: Part = { key: 'scan', name: 'The scan of the site', meanwhile: PLANS_NOTHING }
const FEEDS: Part = {
  key: 'feeds',
  name: 'Writing the feeds',
  meanwhile: 'Until it succeeds they stay as they are. Newsletters go out all the same.',
}
const HUB: Part = {
  key: 'hub',
  name: 'Telling the WebSub hub',
  meanwhile: 'Readers find out by themselves, somewhat later.',
}
const SCHEDULE: Part = {
  key: 'schedule',
  name: 'Looking at the schedules',
  meanwhile: 'Until it succeeds no edition is planned.',
}

function newsletterPart(id: string): Part {
  return {
    key: `newsletter ${id}`,
    name: `Planning an edition of ${id}`,
    meanwhile: 'Until it succeeds this edition is not made. Other newsletters go on.',
  }
}

function heldPart(edition: string): Part {
  return {
    key: `held ${edition}`,
    name: `Making ${edition} anew`,
    meanwhile: 'Until it succeeds this edition stays held. Others go on.',
  }
}

const TELL: Part = {
  key: 'tell',
  name: 'Telling of what is held',
  meanwhile: 'See it with: broadsheet status.',
}

/**
 * What a publication does by itself, again and again: scan, write feeds, make the editions that have come due. A part that
 * fails leaves out only what needs it; this never rejects.
 */
export async function tick(ports: TickPorts): Promise<TickReport> {
  const report: TickReport = { runs: [], problems: [], failures: [], news: [], stacks: [] }
  const part = async <T>(which: Part, work: () => Promise<T>): Promise<PartDone<T>> => {
    const result = await doPart(ports, which, work)
    report.failures.push(...result.problems)
    report.news.push(...result.news)
    if (result.stack) report.stacks.push(result.stack)
    return result
  }
  const { isDone: isFresh } = await part(REFRESH, () => refresh(ports))
  const scan = isFresh ? (await part(SCAN, () => ports.scan())).done : undefined
  if (scan) report.build = (await part(FEEDS, () => publish(ports, scan, ports.config.output.dir))).done
  report.hub = (await part(HUB, () => tellHub(ports))).done
  if (scan) {
    for (const run of (await part(SCHEDULE, () => dueRuns(ports))).done ?? []) {
      const result = (await part(newsletterPart(run.newsletter.id), () => runDue(ports, scan, run))).done
      if (result) report.runs.push(result)
    }
    for (const edition of (await part(SCHEDULE, () => heldByFault(ports))).done ?? []) {
      const result = (await part(heldPart(editionName(edition)), () => rerun(ports, scan, edition))).done
      if (result) report.runs.push(result)
    }
    await part(TELL, async () => {
      for (const run of report.runs) await tellLeftOut(ports, run)
      await tellHeld(ports)
    })
  }
  // Of posts as the build has them, where there is one.
  report.problems.push(
    ...(report.build?.problems ?? scan?.problems ?? []),
    ...(report.hub?.problems ?? []),
    ...report.runs.flatMap((run) => run.problems),
  )
  return { ...report, ...(scan && { scan }) }
}
