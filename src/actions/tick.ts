import type { Problem } from '../config/problem.ts'
import { type BuildPorts, type BuildReport, publish } from './build.ts'
import { dueRuns, type RunResult, runDue, type SchedulePorts } from './editions/run-schedule.ts'
import type { Look } from './look.ts'
import { type RefreshPorts, refresh } from './refresh.ts'

export interface TickPorts extends BuildPorts, RefreshPorts, SchedulePorts {
  config: BuildPorts['config']
  look(): Promise<Look>
}

export interface TickReport {
  look: Look
  build: BuildReport
  runs: RunResult[]
  problems: Problem[]
}

/** What a publication does by itself, again and again: look, write feeds, make the editions that have come due. */
export async function tick(ports: TickPorts): Promise<TickReport> {
  await refresh(ports)
  const look = await ports.look()
  const build = await publish(ports, look, ports.config.output.dir)
  const runs: RunResult[] = []
  for (const run of await dueRuns(ports)) runs.push(await runDue(ports, look, run))
  return { look, build, runs, problems: [...build.problems, ...runs.flatMap(({ problems }) => problems)] }
}
