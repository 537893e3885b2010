import { type ExportRow, writeSubscribersCsv } from '../../subscribers/export-csv.ts'

export interface ExportSubscribersPorts {
  subscribers: { exportRows(filter: { newsletter?: string }): AsyncIterable<ExportRow[]> }
}

/** CSV, in pieces: a list of a million is never held whole. */
export async function* exportSubscribers(
  { subscribers }: ExportSubscribersPorts,
  filter: { newsletter?: string },
): AsyncIterable<string> {
  let isFirst = true
  for await (const page of subscribers.exportRows(filter)) {
    yield writeSubscribersCsv(page, { header: isFirst })
    isFirst = false
  }
  if (isFirst) yield writeSubscribersCsv([], { header: true })
}
