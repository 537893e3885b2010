const FIRST_PAGE = 20
/** SQLite takes 32,766 parameters a statement: the widest table has 23 columns. */
export const LARGEST_PAGE = 1000
const PAGE_BYTES = 1_000_000
const GROWTH = 4

/** How many rows to read next, by what the last page held: a mail's row may be a thousand times as large as a reader's. */
export function nextPageSize(last: { rows: number; bytes: number } | undefined): number {
  if (last === undefined || last.rows === 0) return FIRST_PAGE
  const fitting = Math.floor(PAGE_BYTES / Math.max(1, last.bytes / last.rows))
  return Math.max(1, Math.min(fitting, last.rows * GROWTH, LARGEST_PAGE))
}
