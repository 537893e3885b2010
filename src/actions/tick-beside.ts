import type { Temporal } from 'temporal-polyfill'
import { publish } from './build.ts'
import { type Part, partsInto } from './do-part.ts'
import type { Scan } from './record-scan.ts'
import { refresh } from './refresh.ts'
import type { TickPorts, TickReport } from './tick.ts'
import { besidePart, FEEDS, REFRESH, SCAN } from './tick-parts.ts'

export interface TickBesidePorts extends Omit<TickPorts, 'scan'> {
  planned: TickPorts['planned'] & { see(now: Temporal.Instant): Promise<void> }
  /** The site as the database knows it, with nothing written down. */
  readSite(): Promise<Scan>
  /** The name of this machine. */
  host: string
}

const BESIDE = [REFRESH, SCAN, FEEDS]

/**
 * What a machine does for itself while another one plans: its content and the feeds in its output folder are as new as
 * what the other wrote down. Nothing else is written, told or pinged. This never rejects.
 */
export async function tickBeside(ports: TickBesidePorts): Promise<TickReport> {
  const report: TickReport = { runs: [], waits: [], problems: [], failures: [], news: [], stacks: [] }
  const doing = partsInto(report, ports)
  const part = <T>(which: Part, work: () => Promise<T>) => doing(besidePart(which, ports.host), work)
  // What it does not see it does not know later: no more than that.
  await ports.planned.see(ports.clock()).catch(() => {})
  const { isDone: isFresh } = await part(REFRESH, () => refresh(ports))
  const scan = isFresh ? (await part(SCAN, () => ports.readSite())).done : undefined
  // Of a database that knows no post yet the feeds would be empty.
  if (scan && scan.live.length > 0) {
    // Of what the hub is told decides the machine that tells it.
    const quiet = { ...ports, hubTopics: { ...ports.hubTopics, note: async () => {} } }
    report.build = (await part(FEEDS, () => publish(quiet, scan, ports.config.output.dir))).done
  }
  report.problems.push(...(report.build?.problems ?? scan?.problems ?? []))
  return { ...report, ...(scan && { scan }) }
}

/** A machine that plans, or ends, does nothing beside another any more: its problems as such are none now. */
export async function endBeside({ openProblems, host }: Pick<TickBesidePorts, 'openProblems' | 'host'>): Promise<void> {
  for (const each of BESIDE) await openProblems.close(besidePart(each, host).key)
}
