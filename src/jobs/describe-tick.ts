import { describeTold, type HubReport } from '../actions/feeds/tell-hub.ts'
import { describeBaselines } from '../actions/look.ts'
import type { TickReport } from '../actions/tick.ts'
import { formatProblem } from '../config/problem.ts'

/** A sentence for each thing that happened, and for each error; none when nothing did. */
export function describeTick(report: TickReport): string[] {
  const errors = report.problems.filter(({ severity }) => severity === 'error')
  return [...describeRuns(report), ...describeHub(report.hub), ...errors.map(formatProblem)]
}

/** What became of telling the hub; nothing where there was nothing to tell. */
export function describeHub({ told, problems }: HubReport): string[] {
  return [...describeTold(told), ...problems.map(formatProblem)]
}

/** The same without the errors. */
export function describeRuns({ look, runs }: TickReport): string[] {
  const editions = runs.flatMap(({ newsletter, started }) => {
    if (started.outcome === 'skipped') return [`${newsletter.id}: skipped. ${started.because.join(' ')}`]
    if (started.outcome !== 'made') return []
    return [`${started.edition} is ${started.state}. ${started.because.join(' ')}`.trim()]
  })
  return [...describeBaselines(look), ...editions]
}
