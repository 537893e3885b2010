import type { CsvPiece } from './csv-rows.ts'
import type { ImportRow } from './import-row.ts'
import type { MergedRows } from './merge-rows.ts'
import type { ReadRow } from './read-row.ts'
import type { RefusedRow } from './refused-row.ts'

export type Read = (piece: CsvPiece) => ReadRow[]

/** A list's second reading: the rows that are to be imported, each as all rows of its address say together. */
export async function* taken(
  pieces: AsyncIterable<CsvPiece>,
  read: Read,
  merged: MergedRows,
  onRefused: (row: RefusedRow) => void,
): AsyncIterable<ImportRow> {
  const take = merged.taker()
  for await (const piece of pieces) {
    for (const { line = 0, message } of piece.problems) onRefused({ line, reason: message, address: '' })
    for (const reading of read(piece)) {
      const row = 'problem' in reading ? undefined : take(reading)
      if (typeof row === 'object') yield row
      else onRefused(refusedRow(reading, row))
    }
  }
}

function refusedRow(reading: ReadRow, because: keyof typeof REASONS | undefined): RefusedRow {
  if ('problem' in reading)
    return { line: reading.problem.line ?? 0, reason: reading.problem.message, address: reading.address }
  const { line, address } = 'row' in reading ? reading.row : reading
  return { line, reason: REASONS[because ?? 'repeated'], address }
}

const REASONS = {
  repeated: 'Another row of the list has the same address: the strictest of them counts.',
  unconfirmed: 'Never confirmed at the other service.',
}
