import { type ExportRow, writeSubscribersCsv } from '../../subscribers/export-csv.ts'
import type { SubscriptionState } from '../../subscribers/subscriber.ts'
import type { ListedSubscriber } from './known-subscribers.ts'

export interface ExportSubscribersPorts {
  subscribers: {
    exportRows(filter: { newsletter?: string; state?: SubscriptionState }): AsyncIterable<ListedSubscriber[]>
  }
}

/** CSV, in pieces: a list of a million is never held whole. */
export async function* exportSubscribers(
  { subscribers }: ExportSubscribersPorts,
  filter: { newsletter?: string },
): AsyncIterable<string> {
  let isFirst = true
  for await (const page of subscribers.exportRows(filter)) {
    yield writeSubscribersCsv(page.map(exportRow), { header: isFirst })
    isFirst = false
  }
  if (isFirst) yield writeSubscribersCsv([], { header: true })
}

function exportRow({ address, name, state, suppressed, createdAt }: ListedSubscriber): ExportRow {
  return { address, name, status: suppressed ? 'suppressed' : state, createdAt }
}
