import { failure, type Problem } from '../../config/problem.ts'
import { parseAddress } from '../address.ts'
import { unescapeFormula } from '../formula-escape.ts'
import { type Column, type ColumnWishes, indexOfHeading, readHeader } from './columns.ts'
import { type CsvRow, csvRowsOf, delimiterNamed } from './csv-rows.ts'

/** How a list is laid out. */
export interface ListShape {
  delimiter: string
  /** Undefined: a plain list, in which each cell is an address. */
  columns?: Column[]
  /** Heading of the column that was taken for the addresses by what is in it. */
  guessedAddress?: string
}

const DELIMITERS = [',', ';', '\t', '|']

/** The beginning of a list → its shape, or why it has none. */
export function shapeOf(sample: string, wishes: ColumnWishes): ListShape | { problems: Problem[] } {
  const named = delimiterNamed(sample)
  const tries = (named ? [named] : DELIMITERS).map((delimiter) => layoutOf(sample, delimiter, wishes))
  const [best] = tries.sort((a, b) => b.score - a.score)
  if (!best?.rows[0]) return { problems: [failure('subscribers.csv', 'There are no rows in the list.')] }
  const unknown = unknownHeadings(best.rows[0], wishes)
  if (unknown.length > 0) return { problems: unknown }
  const { delimiter } = best
  if (best.columns) return { delimiter, columns: best.columns }
  const [first] = best.rows
  if (hasAddress(first)) return plainOr(first, delimiter)
  return byContent(best, wishes)
}

interface Layout {
  delimiter: string
  rows: CsvRow[]
  columns?: Column[]
  score: number
}

/** A header that is known weighs most, then rows of one width, then many columns. */
function layoutOf(sample: string, delimiter: string, wishes: ColumnWishes): Layout {
  const { rows } = csvRowsOf(sample, delimiter)
  const [first, ...rest] = rows
  const header = first && readHeader(first.cells, wishes)
  const columns = header?.some(({ use }) => typeof use === 'object' && 'field' in use && use.field === 'email')
    ? header
    : undefined
  const width = first?.cells.length ?? 0
  const even = rest.filter(({ cells }) => cells.length === width).length / Math.max(1, rest.length)
  return { delimiter, rows, columns, score: (columns ? 1000 : 0) + (width > 1 ? even * 100 : 0) + Math.min(width, 99) }
}

function hasAddress(row: CsvRow): boolean {
  return row.cells.some((cell) => cell.includes('@'))
}

/** Without headings every cell must be an address: what else stands there might say that somebody left. */
function plainOr(first: CsvRow, delimiter: string): ListShape | { problems: Problem[] } {
  if (first.cells.every((cell) => cell === '' || cell.includes('@'))) return { delimiter }
  const hint = 'Put a line of headings before it, such as email,name,status.'
  const message = 'The list has several columns and no headings, so that nobody knows what they say.'
  return { problems: [failure('subscribers.csv', message, { line: first.line, hint })] }
}

/** Where no heading tells, the one column that is full of addresses holds them. */
function byContent({ rows, delimiter }: Layout, wishes: ColumnWishes): ListShape | { problems: Problem[] } {
  const [header, ...rest] = rows as [CsvRow, ...CsvRow[]]
  const full = header.cells.flatMap((heading, index) => (isFullOfAddresses(rest, index) ? [{ heading, index }] : []))
  const [found, ...others] = full
  if (found && others.length === 0) {
    const columns = readHeader(header.cells, wishes)
    columns[found.index] = { ...found, use: { field: 'email' } }
    return { delimiter, columns, guessedAddress: found.heading }
  }
  const hint = found
    ? `Say which: --column "email=${found.heading}".`
    : 'Name the column "email", say which it is with --column "email=HEADING", or give a plain list with one address a line.'
  const message = found
    ? `Several columns hold addresses: ${full.map(({ heading }) => `"${heading}"`).join(', ')}.`
    : 'No column holds addresses.'
  return { problems: [failure('subscribers.csv', message, { line: header.line, hint })] }
}

function isFullOfAddresses(rows: CsvRow[], index: number): boolean {
  const cells = rows.map(({ cells }) => cells[index] ?? '').filter((cell) => cell !== '')
  const addresses = cells.filter((cell) => !('code' in parseAddress(unescapeFormula(cell))))
  return cells.length > 0 && addresses.length >= cells.length * 0.8
}

/** A heading that a flag names, and that is not there: mistyped, it would be passed over in silence. */
function unknownHeadings(header: CsvRow, { columns = [], ignored = [] }: ColumnWishes): Problem[] {
  return [...columns.map(([, heading]) => heading), ...ignored]
    .filter((heading) => indexOfHeading(header.cells, heading) === -1)
    .map((heading) =>
      failure('subscribers.column', `There is no column "${heading}" in the list.`, {
        hint: `It has ${header.cells.map((cell) => `"${cell}"`).join(', ')}.`,
      }),
    )
}
