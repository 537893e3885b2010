import { failure, type Problem } from '../../config/problem.ts'
import { scanRow } from './csv-row.ts'

export interface CsvRow {
  /** 1-based line of the file at which the row begins. */
  line: number
  /** Trimmed. */
  cells: string[]
}

export interface CsvPiece {
  rows: CsvRow[]
  /** Rows that are left out. */
  problems: Problem[]
  /** A quote is never closed: nothing from here on was read. */
  unclosed?: Problem
}

/**
 * CSV as exports and spreadsheets write it (RFC 4180, any delimiter, any line ends, with or without BOM) → its rows, empty
 * ones left out, a piece of the text at a time. A quote that is never closed is a problem with the line where it opens.
 */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncIterable<CsvPiece> {
  const reader = new CsvReader(delimiter)
  for await (const piece of withOneLineEnd(text)) {
    yield reader.read(piece, false)
    if (reader.isOver) return
  }
  yield reader.read('', true)
}

/** The same of a text that is at hand. */
export function csvRowsOf(text: string, delimiter: string): CsvPiece {
  return new CsvReader(delimiter).read(text.replace(/\r\n?/g, '\n'), true)
}

/** Excel's own first line, `sep=;`, names the delimiter and is no row. */
export function delimiterNamed(text: string): string | undefined {
  return /^\ufeff?"?sep=([^\r\n"])"?[\r\n]/i.exec(text)?.[1]
}

const SEP_LINE = /^sep=.?$/i

/** Nobody is described by so many characters: line breaks were lost, or a quote is never closed. */
const LONGEST_ROW = 1024 * 1024

/** Keeps what was begun in one piece for the next, and no more of it than a row may have. */
class CsvReader {
  readonly #delimiter: string
  /** Of a row that is not whole yet. */
  #held = ''
  /** It is looked at again when it is so long: one that grows a little each time would be read again and again. */
  #enough = 0
  #line = 1
  #isBeginning = true
  /** Within a row that is too long. */
  #isSkipping = false
  isOver = false

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  read(piece: string, isLast: boolean): CsvPiece {
    const found: CsvPiece = { rows: [], problems: [] }
    let text = this.#isSkipping ? this.#skip(piece) : this.#held + piece
    if (this.#isBeginning && text.length > 0) {
      if (text.startsWith('\ufeff')) text = text.slice(1)
      this.#isBeginning = false
    }
    const end = isLast || text.length >= this.#enough ? this.#readRows(text, isLast, found) : 0
    this.#held = text.slice(end)
    if (end > 0 || text.length >= this.#enough) this.#enough = Math.min(2 * this.#held.length, LONGEST_ROW)
    if (this.#held.length > LONGEST_ROW && !this.isOver) this.#giveUp(found)
    return found
  }

  /** Says how far it came. */
  #readRows(text: string, isLast: boolean, found: CsvPiece): number {
    let quote = text.indexOf('"')
    for (let at = 0; ; ) {
      if (at >= text.length) return at
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      const lineEnd = text.indexOf('\n', at)
      const end = lineEnd === -1 ? text.length : lineEnd
      if (quote === -1 || quote > end) {
        if (lineEnd === -1 && !isLast) return at
        this.#add(found, text.slice(at, end).split(this.#delimiter), { length: end - at, lineBreaks: 0 })
        at = end + 1
        continue
      }
      const row = scanRow(text, at, this.#delimiter, isLast)
      if (!('cells' in row)) {
        if (isLast || (row.isQuoted && text.length - at > LONGEST_ROW)) this.#end(found)
        return at
      }
      this.#add(found, row.cells, { length: row.end - at, lineBreaks: row.lineBreaks })
      at = row.end
    }
  }

  #add(found: CsvPiece, cells: string[], { length, lineBreaks }: { length: number; lineBreaks: number }): void {
    const line = this.#line
    this.#line += 1 + lineBreaks
    if (length > LONGEST_ROW) found.problems.push(tooLong(line))
    else {
      for (let index = 0; index < cells.length; index++) cells[index] = (cells[index] as string).trim()
      const isSepLine = line === 1 && SEP_LINE.test(cells[0] ?? '')
      if (!isSepLine && cells.some((cell) => cell !== '')) found.rows.push({ line, cells })
    }
  }

  #end(found: CsvPiece): void {
    found.unclosed = unclosed(this.#line)
    this.isOver = true
  }

  /** A row without a quote that is open, and too long: the rest of its line is passed over. */
  #giveUp(found: CsvPiece): void {
    found.problems.push(tooLong(this.#line))
    this.#held = ''
    this.#isSkipping = true
  }

  #skip(piece: string): string {
    const lineEnd = piece.indexOf('\n')
    if (lineEnd === -1) return ''
    this.#isSkipping = false
    this.#line++
    return piece.slice(lineEnd + 1)
  }
}

/** Line ends of several kinds in one file, and those within quotes, would each be counted by another rule. */
async function* withOneLineEnd(text: AsyncIterable<string>): AsyncIterable<string> {
  let held = ''
  for await (const piece of text) {
    const whole = held + piece
    // A line feed may follow in the next piece.
    held = whole.endsWith('\r') ? '\r' : ''
    const rest = held ? whole.slice(0, -1) : whole
    yield rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest
  }
  if (held) yield '\n'
}

function tooLong(line: number): Problem {
  const hint = 'Look whether line breaks were lost.'
  return failure('subscribers.csv', 'The row is longer than a million characters and was left out.', { line, hint })
}

function unclosed(line: number): Problem {
  const hint = 'Nothing was imported. Close it, or write it twice where it is part of a name.'
  return failure('subscribers.csv', 'A quote opens in this row and is never closed; what follows cannot be read.', {
    line,
    hint,
  })
}
