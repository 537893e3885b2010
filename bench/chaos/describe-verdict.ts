import type { Taken } from './relay-log.ts'
import type { Facts } from './run-chaos.ts'
import { isGood, type Verdict } from './verdict.ts'

const SHOWN = 20

/** What was seen, a line each; the findings in sentences. */
export function describeVerdict({ lost, doubled, wrong }: Verdict, facts: Facts): string {
  const { editions, deliveries, taken, moves, seed, workers } = facts
  const lines = [
    `seed ${seed}${workers ? `, ${workers} workers on PostgreSQL` : ''}: ${editions} editions, ${deliveries} deliveries, ${taken} mails taken`,
    `moves: ${entries(moves)}`,
    `states: ${entries(facts.states)}`,
    `doubled: ${doubled.count}, all but ${doubled.unexplained.length} explained; allowed: ${entries(doubled.allowed)}`,
    ...section('lost', lost),
    ...section(
      'doubled without a reason',
      doubled.unexplained.map(([before, after]) => describePair(before, after, facts.begun)),
    ),
    ...section('wrong', wrong),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

export function lastLine({ lost, doubled, uncertain, wrong }: Verdict): string {
  return `lost ${lost.length}, doubled ${doubled.count}, uncertain ${uncertain}, wrong ${wrong.length}`
}

export function jsonVerdict(verdict: Verdict, facts: Facts): string {
  const { lost, doubled, uncertain, wrong } = verdict
  const { count, allowed, unexplained } = doubled
  const doubles = {
    count,
    allowed,
    unexplained: unexplained.map(([before, after]) => describePair(before, after, facts.begun)),
  }
  const report = { schema: 1, ...facts, good: isGood(verdict), lost, doubled: doubles, uncertain, wrong }
  return `${JSON.stringify(report, null, 2)}\n`
}

/** When, in seconds of the run, as its progress has them. */
function describePair(before: Taken, after: Taken, begun: number): string {
  const [first, second] = [before, after].map(({ at }) => ((at - begun) / 1000).toFixed(1))
  return `${before.messageId} at ${first} and ${second}`
}

function entries(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

function section(title: string, sentences: string[]): string[] {
  if (sentences.length === 0) return []
  const more = sentences.length > SHOWN ? [`  and ${sentences.length - SHOWN} more`] : []
  return [`${title}:`, ...sentences.slice(0, SHOWN).map((sentence) => `  ${sentence}`), ...more]
}
