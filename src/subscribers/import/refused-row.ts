import { stringify } from 'csv-stringify/sync'
import { escapeFormula } from '../formula-escape.ts'

/** A row of a list that is not imported. */
export interface RefusedRow {
  line: number
  /** One sentence. */
  reason: string
  /** As the list has it; empty where the row could not be read so far. */
  address: string
}

export const REPORT_HEADER = 'line,reason,address\n'

/** For the operator, who has the list: what became of which line. Safe in a spreadsheet, as an export is. */
export function writeRefusedRows(rows: RefusedRow[]): string {
  const cells = rows.map(({ line, reason, address }) => [String(line), reason, escapeFormula(address)])
  return stringify(cells)
}
