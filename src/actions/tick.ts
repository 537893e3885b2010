import type { Problem } from '../config/problem.ts'
import { type BuildPorts, type BuildReport, publish } from './build.ts'
import { dueRuns, type RunResult, runDue, type SchedulePorts } from './editions/run-schedule.ts'
import type { Look } from './look.ts'
import { type RefreshPorts, refresh } from './refresh.ts'

export interface TickPorts extends BuildPorts, RefreshPorts, SchedulePorts {
  config: BuildPorts['config']
  look(): Promise<Look>
  /** Mails the operator, where the configuration says whom. */
  tellOperator(notice: { subject: string; text: string }): Promise<boolean>
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
  for (const run of await dueRuns(ports)) {
    const result = await runDue(ports, look, run)
    runs.push(result)
    await tellHeld(ports, result)
  }
  return { look, build, runs, problems: [...build.problems, ...runs.flatMap(({ problems }) => problems)] }
}

async function tellHeld({ tellOperator }: TickPorts, { started }: RunResult): Promise<void> {
  if (started.outcome !== 'made' || started.state !== 'held') return
  const next = `Look at it with: broadsheet status ${started.edition}\nLet it go with: broadsheet release ${started.edition}`
  await tellOperator({ subject: `${started.edition} is held`, text: `${started.because.join('\n')}\n\n${next}\n` })
}
