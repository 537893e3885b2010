import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'

export interface ReturnedStatusPorts {
  config: Config
  reports: {
    inboxes(): Promise<{ name: string; at: Temporal.Instant; understood: number; leftAlone: number }[]>
    counts(since: Temporal.Instant): Promise<{ kind: string; reason: string; count: number }[]>
  }
  clock(): Temporal.Instant
}

export interface ReturnedStatus {
  /** Within 30 days. */
  reports: { kind: string; reason: string; count: number }[]
  /** `leftAlone`: mails that said nothing of a mail of ours. */
  inboxes: { name: string; readAt: string; understood: number; leftAlone: number }[]
}

const WITHIN = { hours: 30 * 24 }

/** What came back, and how far each inbox is read; undefined where none is configured. */
export async function returnedStatus({
  config,
  reports,
  clock,
}: ReturnedStatusPorts): Promise<ReturnedStatus | undefined> {
  if (config.inboxes.length === 0) return undefined
  const inboxes = await reports.inboxes()
  return {
    reports: await reports.counts(clock().subtract(WITHIN)),
    inboxes: inboxes.map(({ name, at, understood, leftAlone }) => ({
      name,
      readAt: at.toString(),
      understood,
      leftAlone,
    })),
  }
}
