import type { ImportRow, WrittenRow } from '../../subscribers/import/import-row.ts'
import { REPORT_HEADER, type RefusedRow, writeRefusedRows } from '../../subscribers/import/refused-row.ts'

export interface RefusalsPorts {
  /** @throws BroadsheetError where it cannot be written */
  openReport(file: string, header: string): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>
}

/** The rows that are not imported, each with its reason, in a file: some thousand at a time, each time by their lines. */
export interface Refusals {
  add(row: RefusedRow): void
  /** What became of rows that the store was given. */
  written(rows: WrittenRow[]): Promise<void>
  close(): Promise<void>
}

export async function openRefusals({ openReport }: RefusalsPorts, path: string | undefined): Promise<Refusals> {
  if (path === undefined) return { add: () => {}, written: async () => {}, close: async () => {} }
  const file = await openReport(path, REPORT_HEADER)
  let waiting: RefusedRow[] = []
  const flush = async () => {
    const rows = waiting.sort((a, b) => a.line - b.line)
    waiting = []
    if (rows.length > 0) await file.write(writeRefusedRows(rows))
  }
  return {
    add: (row) => void waiting.push(row),
    async written(rows) {
      for (const { row, outcome } of rows) {
        const reason = REASONS[outcome]
        if (reason) waiting.push(refused(row, reason))
      }
      await flush()
    },
    async close() {
      await flush()
      await file.close()
    },
  }
}

const REASONS: Partial<Record<WrittenRow['outcome'], string>> = {
  left: 'They left this newsletter before.',
  suppressed: 'The address is suppressed.',
  erased: 'The address was erased: it comes back by its own sign-up alone.',
}

function refused({ line, address }: ImportRow, reason: string): RefusedRow {
  return { line, reason, address }
}
