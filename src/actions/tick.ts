import type { Problem } from '../config/problem.ts'
import { type BuildPorts, type BuildReport, publish } from './build.ts'
import { dueRuns, type RunResult, runDue, type SchedulePorts } from './editions/run-schedule.ts'
import { type HubReport, type TellHubPorts, tellHub } from './feeds/tell-hub.ts'
import type { Look } from './look.ts'
import { type RefreshPorts, refresh } from './refresh.ts'

export interface TickPorts extends BuildPorts, TellHubPorts, RefreshPorts, SchedulePorts {
  config: BuildPorts['config']
  hubTopics: BuildPorts['hubTopics'] & TellHubPorts['hubTopics']
  look(): Promise<Look>
  /** Mails the operator, where the configuration says whom. */
  tellOperator(notice: { subject: string; text: string }): Promise<boolean>
}

export interface TickReport {
  look: Look
  build: BuildReport
  hub: HubReport
  runs: RunResult[]
  problems: Problem[]
}

/** What a publication does by itself, again and again: look, write feeds, make the editions that have come due. */
export async function tick(ports: TickPorts): Promise<TickReport> {
  await refresh(ports)
  const look = await ports.look()
  const build = await publish(ports, look, ports.config.output.dir)
  const hub = await tellHub(ports)
  const runs: RunResult[] = []
  for (const run of await dueRuns(ports)) {
    const result = await runDue(ports, look, run)
    runs.push(result)
    await tellHeld(ports, result)
  }
  const problems = [...build.problems, ...hub.problems, ...runs.flatMap((run) => run.problems)]
  return { look, build, hub, runs, problems }
}

async function tellHeld({ tellOperator }: TickPorts, { started }: RunResult): Promise<void> {
  if (started.outcome !== 'made' || started.state !== 'held') return
  const next = `Look at it with: broadsheet status ${started.edition}\nLet it go with: broadsheet release ${started.edition}`
  await tellOperator({ subject: `${started.edition} is held`, text: `${started.because.join('\n')}\n\n${next}\n` })
}
