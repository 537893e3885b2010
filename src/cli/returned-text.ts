import type { ReturnedStatus } from '../actions/delivery/returned-status.ts'
import { count } from '../config/count.ts'
import { table } from './layout-text.ts'

/** What came back of mails, for `status`; empty where no inbox is configured. */
export function describeReturned(returned: ReturnedStatus | undefined): string {
  if (!returned) return ''
  if (returned.inboxes.length === 0) return 'No inbox was read yet.'
  const read = returned.inboxes.map(
    ({ name, leftAlone }) => `${name}: ${count(leftAlone, 'mail')} left for you to read.`,
  )
  if (returned.reports.length === 0) return ['Nothing came back within 30 days.', ...read].join('\n')
  const rows = returned.reports.map(({ kind, reason, count: how }) => [
    kind,
    reason === kind ? '' : reason,
    String(how),
  ])
  return [`Came back within 30 days:\n${table(rows)}`, ...read].join('\n')
}
