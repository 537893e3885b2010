import { type CsvError, parse } from 'csv-parse/sync'
import { failure, type Problem } from '../config/problem.ts'

export interface CsvRow {
  /** 1-based line of the file at which the row begins. */
  line: number
  /** Trimmed. */
  cells: string[]
}

const DELIMITERS = [',', ';', '\t']
/** A header line is in here; the rest of a large file need not be read three times over. */
const SAMPLE_LENGTH = 64 * 1024

/**
 * CSV in any dialect that exports and spreadsheets write (RFC 4180; comma, semicolon or tab; with or without BOM) → its
 * rows, empty ones left out. A quote that is never closed is a problem with the line where it opens; nothing throws.
 * @param fits says whether a first row is as the reader wants it: the delimiter that makes it so is the file's.
 */
export function readCsvRows(text: string, fits: (cells: string[]) => boolean): { rows: CsvRow[]; problems: Problem[] } {
  // Line ends of several kinds in one file, and those within quotes, would each be counted by another rule.
  const lines = text.replace(/\r\n?/g, '\n')
  const samples = DELIMITERS.map((delimiter) => {
    const first = readWith(delimiter, lines.slice(0, SAMPLE_LENGTH)).rows[0]?.cells ?? []
    return { delimiter, fits: fits(first), width: first.length }
  })
  const [best] = samples.sort((a, b) => Number(b.fits) - Number(a.fits) || b.width - a.width)
  return readWith(best?.delimiter ?? ',', lines)
}

function readWith(delimiter: string, text: string): { rows: CsvRow[]; problems: Problem[] } {
  const rows: CsvRow[] = []
  const problems: Problem[] = []
  // A row's place is told at its end, where a quoted line break has moved it; it begins after the last one and what was empty.
  let last = { lines: 0, empty_lines: 0 }
  const beginning = (empty: number) => last.lines + 1 + empty - last.empty_lines
  parse(text, {
    delimiter,
    bom: true,
    ltrim: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (cells: string[], place) => {
      const row = { line: beginning(place.empty_lines), cells: cells.map((cell) => cell.trim()) }
      last = { lines: place.lines, empty_lines: place.empty_lines }
      if (row.cells.some((cell) => cell !== '')) rows.push(row)
      return null
    },
    on_skip: (error) => {
      problems.push(unreadable(error, beginning(last.empty_lines)))
      return undefined
    },
  })
  return { rows, problems }
}

function unreadable(error: CsvError | undefined, line: number): Problem {
  if (error?.code !== 'CSV_QUOTE_NOT_CLOSED') {
    return failure('subscribers.csv', 'The row is not valid CSV and was left out.', { line })
  }
  const hint = 'Close it, or write it twice where it is part of a name.'
  return failure('subscribers.csv', 'A quote opens here and is never closed; nothing from here on was read.', {
    line,
    hint,
  })
}
