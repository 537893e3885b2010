import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportCounts } from '../subscribers/import/import-counts.ts'
import type { ImportRow, RowsToImport, WrittenRow } from '../subscribers/import/import-row.ts'
import { importGroup } from './import-group.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Rows of one transaction: few enough that a page waits for none of them, and each costs a flush of the disk. */
const CHUNK = 1000
/** Rows that are looked up and written together: few enough that what is made of them is soon forgotten. */
const GROUP = 200

/**
 * An end in between leaves whole chunks; importing again counts those as known. Stops before a chunk where `stop` says so.
 */
export async function importRows(db: Db, request: RowsToImport, newId: () => string): Promise<ImportCounts> {
  const counts: ImportCounts = {
    added: 0,
    already: 0,
    left: 0,
    suppressed: 0,
    erased: 0,
    unsubscribed: 0,
    newlySuppressed: 0,
  }
  for await (const rows of chunksOf(request.rows)) {
    if (request.stop?.aborted) break
    const written = await write(db, (trx) => importChunk(trx, request, rows, newId))
    for (const { outcome } of written) counts[outcome]++
    await request.onWritten?.(written)
    await nextTurn()
  }
  return counts
}

async function* chunksOf(rows: RowsToImport['rows']): AsyncIterable<ImportRow[]> {
  let chunk: ImportRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function importChunk(
  trx: Trx,
  request: RowsToImport,
  rows: ImportRow[],
  newId: () => string,
): Promise<WrittenRow[]> {
  const newsletterOf = (row: ImportRow) => row.newsletter ?? request.newsletter
  const near = nearHandles(newId)
  const written: WrittenRow[] = []
  for (const newsletter of new Set(rows.map(newsletterOf))) {
    const own = rows.filter((row) => newsletterOf(row) === newsletter)
    for (let from = 0; from < own.length; from += GROUP) {
      const group = { ...request, newsletter, rows: own.slice(from, from + GROUP) }
      written.push(...(await importGroup(trx, group, near)))
    }
  }
  return written
}

/**
 * Handles that share their first three characters, and have 78 random bits besides: they stand together in their index, of
 * which each chunk would else change nearly every page.
 */
function nearHandles(newId: () => string): () => string {
  const beginning = newId().slice(0, 3)
  return () => beginning + newId().slice(3)
}
