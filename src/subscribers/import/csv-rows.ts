import { type CsvError, type InfoRecord, type Options, type Parser, parse } from 'csv-parse'
import { parse as parseNow } from 'csv-parse/sync'
import { failure, type Problem } from '../../config/problem.ts'

export interface CsvRow {
  /** 1-based line of the file at which the row begins. */
  line: number
  /** Trimmed. */
  cells: string[]
}

export interface CsvPiece {
  rows: CsvRow[]
  problems: Problem[]
}

/**
 * CSV as exports and spreadsheets write it (RFC 4180, any delimiter, any line ends, with or without BOM) → its rows, empty
 * ones left out, a piece of the text at a time. A quote that is never closed is a problem with the line where it opens.
 */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncIterable<CsvPiece> {
  const collector = new RowCollector()
  const parser = parse(collector.options(delimiter))
  for await (const piece of withOneLineEnd(text)) {
    await written(parser, piece)
    yield collector.take()
  }
  await ended(parser)
  yield collector.take()
}

/** The same of a text that is at hand. */
export function csvRowsOf(text: string, delimiter: string): CsvPiece {
  const collector = new RowCollector()
  parseNow(text.replace(/\r\n?/g, '\n'), collector.options(delimiter))
  return collector.take()
}

/** Excel's own first line, `sep=;`, names the delimiter and is no row. */
export function delimiterNamed(text: string): string | undefined {
  return /^\ufeff?"?sep=([^\r\n"])"?[\r\n]/i.exec(text)?.[1]
}

const SEP_LINE = /^sep=.?$/i

class RowCollector {
  #rows: CsvRow[] = []
  #problems: Problem[] = []
  // A row's place is told at its end, where a quoted line break has moved it; it begins after the last one and what was empty.
  #last = { lines: 0, empty_lines: 0 }

  options(delimiter: string): Options & { columns?: false } {
    return {
      delimiter,
      bom: true,
      ltrim: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells: string[], place: InfoRecord) => this.#add(cells, place),
      on_skip: (error: CsvError | undefined) => {
        this.#problems.push(unreadable(error, this.#beginning(this.#last.empty_lines)))
        return undefined
      },
    }
  }

  take(): CsvPiece {
    const piece = { rows: this.#rows, problems: this.#problems }
    this.#rows = []
    this.#problems = []
    return piece
  }

  #add(cells: string[], { lines, empty_lines }: { lines: number; empty_lines: number }): null {
    const row = { line: this.#beginning(empty_lines), cells: cells.map((cell) => cell.trim()) }
    this.#last = { lines, empty_lines }
    const isSepLine = row.line === 1 && SEP_LINE.test(row.cells[0] ?? '')
    if (!isSepLine && row.cells.some((cell) => cell !== '')) this.#rows.push(row)
    return null
  }

  #beginning(empty: number): number {
    return this.#last.lines + 1 + empty - this.#last.empty_lines
  }
}

/** Line ends of several kinds in one file, and those within quotes, would each be counted by another rule. */
async function* withOneLineEnd(text: AsyncIterable<string>): AsyncIterable<string> {
  let held = ''
  for await (const piece of text) {
    const whole = held + piece
    // A line feed may follow in the next piece.
    held = whole.endsWith('\r') ? '\r' : ''
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n')
  }
  if (held) yield '\n'
}

function written(parser: Parser, piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}

function ended(parser: Parser): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.on('error', reject)
    parser.on('end', resolve)
    parser.resume()
    parser.end()
  })
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
