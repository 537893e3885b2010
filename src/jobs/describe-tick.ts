import { describeTold, type HubReport } from '../actions/feeds/tell-hub.ts'
import { describeBaselines } from '../actions/record-scan.ts'
import type { TickReport } from '../actions/tick.ts'
import { formatProblem } from '../config/problem.ts'

/** A sentence for each thing that happened, and for each error of a post or a feed; none when nothing did. */
export function describeTick(report: TickReport): string[] {
  const errors = report.problems.filter(({ severity }) => severity === 'error').map(formatProblem)
  const hub = report.hub ? describeHub(report.hub) : []
  return [...describeRuns(report), ...hub, ...errors]
}

/** What became of telling the hub; nothing where there was nothing to tell. */
export function describeHub({ told, problems }: HubReport): string[] {
  return [...describeTold(told), ...problems.map(formatProblem)]
}

/** The same without the errors. */
export function describeRuns({ scan, runs }: TickReport): string[] {
  const editions = runs.flatMap(({ newsletter, started }) => {
    if (started.outcome === 'skipped') return [`${newsletter.id}: skipped. ${started.because.join(' ')}`]
    if (started.outcome !== 'made') return []
    return [`${started.edition} is ${started.state}. ${started.because.join(' ')}`.trim()]
  })
  return [...(scan ? describeBaselines(scan) : []), ...editions]
}
