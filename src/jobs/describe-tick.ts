import { describeBaselines } from '../actions/look.ts'
import type { TickReport } from '../actions/tick.ts'
import { formatProblem } from '../config/problem.ts'

/** A sentence for each thing that happened; none when nothing did. */
export function describeTick({ look, runs, problems }: TickReport): string[] {
  const editions = runs.flatMap(({ newsletter, started }) => {
    if (started.outcome === 'skipped') return [`${newsletter.id}: skipped. ${started.because.join(' ')}`]
    if (started.outcome !== 'made') return []
    return [`${started.edition} is ${started.state}. ${started.because.join(' ')}`.trim()]
  })
  const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem)
  return [...describeBaselines(look), ...editions, ...errors]
}
