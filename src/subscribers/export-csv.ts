import { stringify } from 'csv-stringify/sync'
import type { Temporal } from 'temporal-polyfill'
import { escapeFormula } from './formula-escape.ts'
import type { ImportStatus } from './import-status.ts'

export interface ExportRow {
  address: string
  name?: string
  /** `pending` awaits a confirmation; our own import leaves it out. */
  status: ImportStatus | 'pending'
  createdAt?: Temporal.Instant
}

const COLUMNS = ['email', 'name', 'status', 'created']

/**
 * Subscribers as CSV (RFC 4180, UTF-8), which readSubscribersCsv reads back the same. A name comes from a stranger and
 * the file goes into a spreadsheet, so what would be a formula there gets an apostrophe before it.
 */
export function writeSubscribersCsv(rows: Iterable<ExportRow>, { header = true } = {}): string {
  const records = Array.from(rows, (row) =>
    [row.address, row.name ?? '', row.status, row.createdAt?.toString() ?? ''].map(escapeFormula),
  )
  return stringify(header ? [COLUMNS, ...records] : records)
}
