import { type Problem, warning } from '../../config/problem.ts'
import { sayNumber } from '../../config/say-number.ts'
import type { Column, ColumnWishes } from './columns.ts'
import type { Field } from './columns-known.ts'
import { type CsvPiece, csvRows } from './csv-rows.ts'
import { leaversFileProblem } from './file-name.ts'
import type { ImportRow, ImportStatus } from './import-row.ts'
import { shapeOf } from './list-shape.ts'
import { MergedRows, type RowNotes } from './merge-rows.ts'
import { type KnownNewsletters, NO_NEWSLETTER_COLUMN, newsletterColumn } from './newsletter-column.ts'
import { ProblemTally } from './problem-tally.ts'
import { fieldsIn, originsIn, type ReadingPlan, type ReadRow, readPlainCell, readRow } from './read-row.ts'
import type { RefusedRow } from './refused-row.ts'
import type { Said } from './said.ts'
import { type Decided, ListSurvey, type Meanings, type UsedSignal } from './survey.ts'
import { type Read, taken } from './take-rows.ts'

/** A list's text, from its beginning each time: a list of a million is never held whole. */
export type OpenText = () => AsyncIterable<string>

/** What the operator says of a list. */
export interface ListWishes extends ColumnWishes {
  /** What values mean: plain word → meaning. */
  meanings?: Meanings
  /** What all that are in the list are. */
  as?: Said
  /** All go to this newsletter, whatever the list says; and by this cadence. */
  newsletter?: string
  cadence?: string
}

/** A list that was read to its end, of which nothing is imported yet. */
export interface SurveyedList {
  byStatus: Record<ImportStatus, number>
  /** Rows that repeat an address. The strictest of them counts: who left in one row has left. */
  duplicates: number
  /** Never confirmed elsewhere: left out. */
  unconfirmed: number
  unreadable: number
  /** Rows of subscriptions to a newsletter that the list does not name. */
  unnamed: number
  /** Columns that say who left, and of how many. */
  signals: Pick<UsedSignal, 'heading' | 'leftCount'>[]
  /** What each column is for, in the list's own headings; none of a plain list. */
  fields: { field: Field; heading: string }[]
  /** Headings that nothing was read from. */
  unused: string[]
  /** Heading of the column that was taken for the addresses by what is in it. */
  guessedAddress?: string
  /** Rows that are left out (errors), dates that could not be read (a warning). */
  problems: Problem[]
  /** Is there something to settle before any of it may be imported? The problems say what. */
  isRefused: boolean
  /** One for each address and newsletter, in the order of the file. `onRefused`: told of each row that is none of them. */
  importRows(onRefused?: (row: RefusedRow) => void): AsyncIterable<ImportRow>
}

/** What a list is read with. */
export interface ReadListPorts {
  open: OpenText
  notes: RowNotes
  known: KnownNewsletters
}

/** So much of a list's beginning tells how it is laid out. */
const SAMPLE_LENGTH = 64 * 1024

/**
 * A list of subscribers, as another service exports it or as plain addresses, read to its end: what it would bring, and
 * what must be settled before. Never throws, whatever the text holds. `file` is the name for problems.
 */
export async function readList(
  { open, notes, known }: ReadListPorts,
  wishes: ListWishes,
  file?: string,
): Promise<SurveyedList> {
  const shape = shapeOf(await beginningOf(open()), wishes)
  if ('problems' in shape) return refused(shape.problems, file)
  const { delimiter, columns, guessedAddress } = shape
  const pieces = () => dataRows(csvRows(open(), delimiter), columns !== undefined)
  const survey = columns && (await surveyOf(pieces(), columns, wishes.meanings ?? new Map()))
  if (survey && 'unclosed' in survey) return refused([survey.unclosed], file)
  const newsletter = survey ? newsletterColumn(survey, wishes, known) : NO_NEWSLETTER_COLUMN
  const fileProblem = leaversFileProblem(file, (survey?.signals.length ?? 0) > 0, wishes.as)
  const unused = [...(survey?.unused ?? []), ...newsletter.unused]
  const refusals = [...(survey?.problems ?? []), ...newsletter.problems, ...fileProblem]
  if (refusals.length > 0) return refused(refusals, file, unused)
  const plan = columns && survey && readingPlan(columns, survey, wishes, newsletter)
  const read = (piece: CsvPiece) => piece.rows.flatMap((row) => readings(row, plan, wishes.as))
  const counted = await count(pieces(), read, { notes, file })
  if ('unclosed' in counted) return refused([counted.unclosed], file, unused)
  return {
    ...counted.merged.counts(),
    unreadable: counted.tally.errorCount,
    unnamed: counted.merged.unnamedCount,
    problems: counted.tally.list(),
    signals: survey?.signals ?? [],
    fields: (columns ?? []).flatMap(({ heading, use }) => fieldOf(heading, use)),
    unused,
    guessedAddress,
    isRefused: false,
    importRows: (onRefused = () => {}) => taken(pieces(), read, counted.merged, onRefused),
  }
}

function fieldOf(heading: string, use: Column['use']): SurveyedList['fields'] {
  return typeof use === 'object' && 'field' in use ? [{ field: use.field, heading }] : []
}

function refused(problems: Problem[], file: string | undefined, unused: string[] = []): SurveyedList {
  return {
    byStatus: { active: 0, unsubscribed: 0, suppressed: 0 },
    duplicates: 0,
    unconfirmed: 0,
    unreadable: problems.length,
    unnamed: 0,
    signals: [],
    fields: [],
    unused,
    problems: problems.map((problem) => placed(problem, file)),
    isRefused: true,
    importRows: async function* () {},
  }
}

async function beginningOf(text: AsyncIterable<string>): Promise<string> {
  let sample = ''
  for await (const piece of text) {
    sample += piece
    if (sample.length >= SAMPLE_LENGTH) return wholeLines(sample.slice(0, SAMPLE_LENGTH))
  }
  return sample
}

/** A row that is cut off would look like one with fewer columns. */
function wholeLines(sample: string): string {
  const end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'))
  return end > 0 ? sample.slice(0, end + 1) : sample
}

async function* dataRows(pieces: AsyncIterable<CsvPiece>, hasHeader: boolean): AsyncIterable<CsvPiece> {
  let isHeader = hasHeader
  for await (const piece of pieces) {
    const { rows } = piece
    yield isHeader ? { ...piece, rows: rows.slice(1) } : piece
    if (rows.length > 0) isHeader = false
  }
}

/** Behind a quote that is never closed may stand who left. */
type Unclosed = { unclosed: Problem }

async function surveyOf(
  pieces: AsyncIterable<CsvPiece>,
  columns: Column[],
  meanings: Meanings,
): Promise<Decided | Unclosed> {
  const survey = new ListSurvey(columns, meanings)
  for await (const { rows, unclosed } of pieces) {
    for (const row of rows) survey.add(row)
    if (unclosed) return { unclosed }
  }
  return survey.decide()
}

function readingPlan(
  columns: Column[],
  { signals, dayOrder }: Decided,
  { meanings = new Map(), as }: ListWishes,
  { namesNewsletter, namesCadence }: { namesNewsletter: boolean; namesCadence: boolean },
): ReadingPlan {
  return {
    columns,
    fields: fieldsIn(columns),
    origins: originsIn(columns),
    signals,
    dayOrder,
    meanings,
    as,
    namesNewsletter,
    namesCadence,
  }
}

function readings(row: CsvPiece['rows'][number], plan: ReadingPlan | undefined, as: Said | undefined): ReadRow[] {
  if (plan) return [readRow(row, plan)]
  return row.cells.filter((cell) => cell !== '').map((cell) => readPlainCell(cell, row.line, as))
}

async function count(
  pieces: AsyncIterable<CsvPiece>,
  read: Read,
  { notes, file }: { notes: RowNotes; file: string | undefined },
): Promise<{ tally: ProblemTally; merged: MergedRows } | Unclosed> {
  const tally = new ProblemTally()
  const merged = new MergedRows(notes)
  let [badDates, firstBadDate] = [0, 0]
  for await (const piece of pieces) {
    if (piece.unclosed) return { unclosed: piece.unclosed }
    for (const problem of piece.problems) tally.add(placed(problem, file))
    for (const reading of read(piece)) {
      if ('problem' in reading) {
        tally.add(placed(reading.problem, file))
        continue
      }
      merged.note(reading)
      if ('row' in reading && reading.hasBadDate && badDates++ === 0) firstBadDate = reading.row.line
    }
  }
  if (badDates > 0) tally.add(placed(badDate(badDates, firstBadDate), file))
  merged.merge()
  return { tally, merged }
}

function badDate(count: number, line: number): Problem {
  const message =
    count === 1
      ? 'The date of subscribing is not a date.'
      : `The date of subscribing is not a date in ${sayNumber(count)} rows, of which this is the first.`
  const hint = 'The subscribers are imported without it. Write it as 2026-01-31 or 2026-01-31T09:00:00Z.'
  return warning('subscribers.date', message, { line, hint })
}

function placed(problem: Problem, file: string | undefined): Problem {
  return file ? { file, ...problem } : problem
}
