import { Temporal } from 'temporal-polyfill'
import { failure, type Problem, warning } from '../config/problem.ts'
import { parseAddress } from './address.ts'
import { type CsvRow, readCsvRows } from './csv-rows.ts'
import { unescapeFormula } from './formula-escape.ts'
import { type ImportColumn, type ImportColumns, readHeader } from './import-columns.ts'
import { type ImportStatus, readStatus, stricter } from './import-status.ts'
import { cleanName } from './person-name.ts'

export interface ImportRow {
  /** 1-based line of the file. */
  line: number
  address: string
  key: string
  name?: string
  status: ImportStatus
  createdAt?: Temporal.Instant
}

export interface SubscribersCsv {
  /** One for each address, in the order of the file. */
  rows: ImportRow[]
  /** Rows that were left out (errors, and a warning for who never confirmed), and dates that could not be read (warnings). */
  problems: Problem[]
  /** Rows that repeat an address. The strictest status of them all is kept: who left in one row has left. */
  duplicates: number
}

/**
 * A list of subscribers, as another service exports it or as plain addresses, → rows, and what is wrong with the others.
 * Never throws, whatever the text holds. `file` is the name for problems.
 */
export function readSubscribersCsv(text: string, file?: string): SubscribersCsv {
  const { rows, problems } = readCsvRows(text, (cells) => readHeader(cells) !== undefined)
  const [first, ...rest] = rows
  const columns = first && readHeader(first.cells)
  const results = columns ? rest.flatMap((row) => readRow(row, columns)) : readPlainList(rows)
  const found = results.filter((result): result is ImportRow => 'key' in result)
  const wrong = results.filter((result): result is Problem => 'code' in result)
  const unique = mergeDuplicates(found)
  return {
    rows: unique,
    problems: [...problems, ...wrong].map((problem) => (file ? { file, ...problem } : problem)),
    duplicates: found.length - unique.length,
  }
}

/** Without a header every cell is an address; a first row that holds none is a header of columns we do not know. */
function readPlainList(rows: CsvRow[]): (ImportRow | Problem)[] {
  const [first] = rows
  if (!first) return [failure('subscribers.csv', 'There are no rows in the list.')]
  if (!first.cells.some((cell) => cell.includes('@'))) {
    const hint = 'Name the column "email", or give a plain list with one address a line.'
    return [failure('subscribers.csv', 'No column holds addresses.', { line: first.line, hint })]
  }
  return rows.flatMap(({ line, cells }) =>
    cells
      .filter((cell) => cell !== '')
      .map((cell) => {
        const parsed = parseAddress(unescapeFormula(cell))
        return 'code' in parsed ? { ...parsed, line } : { line, ...parsed, status: 'active' as const }
      }),
  )
}

/** A row → what it says, and each problem with it; without a usable address or status only the problem. */
function readRow({ line, cells }: CsvRow, columns: ImportColumns): (ImportRow | Problem)[] {
  const cell = (column: ImportColumn) => unescapeFormula(cells[columns[column] ?? -1] ?? '')
  const parsed = parseAddress(cell('address'))
  if ('code' in parsed) return [{ ...parsed, line }]
  const status = rowStatus(cell)
  if (status === 'pending') {
    return [warning('subscribers.status', 'This subscriber never confirmed and was left out.', { line })]
  }
  if (status === undefined) {
    const hint = 'Write active, unsubscribed or suppressed.'
    return [
      failure('subscribers.status', 'The status is none that Broadsheet knows; the row was left out.', { line, hint }),
    ]
  }
  const name = cleanName(cell('name')) ?? cleanName(`${cell('firstName')} ${cell('lastName')}`) ?? parsed.name
  const created = cell('createdAt')
  const createdAt = readInstant(created)
  const row = {
    line,
    address: parsed.address,
    key: parsed.key,
    ...(name && { name }),
    status,
    ...(createdAt && { createdAt }),
  }
  if (created === '' || createdAt) return [row]
  const hint = 'Write it as 2026-01-31 or 2026-01-31T09:00:00Z.'
  return [row, warning('subscribers.date', 'The date of subscribing is not a date.', { line, hint })]
}

/** A time of leaving or bouncing says more than a status: beehiiv's `active` may stand beside `unsubscribed_at`. */
function rowStatus(cell: (column: ImportColumn) => string): ImportStatus | 'pending' | undefined {
  if (cell('cleanedAt') !== '') return 'suppressed'
  const status = readStatus(cell('status'))
  return cell('unsubscribedAt') !== '' && status !== 'suppressed' ? 'unsubscribed' : status
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s*(?:(Z|UTC|GMT)|([+-]\d\d:?\d\d))?$/i

/** `2023-03-24 10:23:10 UTC`, RFC 3339, or a day; what names no offset is UTC, as the exports that leave it out mean it. */
function readInstant(text: string): Temporal.Instant | undefined {
  const match = DATE.exec(text)
  if (!match) return undefined
  const [, date, time = '00:00', , offset = 'Z'] = match
  try {
    return Temporal.Instant.from(`${date}T${time}${offset}`)
  } catch {
    return undefined
  }
}

function mergeDuplicates(rows: ImportRow[]): ImportRow[] {
  const byKey = new Map<string, ImportRow>()
  for (const row of rows) {
    const earlier = byKey.get(row.key)
    byKey.set(row.key, earlier ? { ...earlier, status: stricter(earlier.status, row.status) } : row)
  }
  return [...byKey.values()]
}
