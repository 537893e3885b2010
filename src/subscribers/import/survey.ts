import { count } from '../../config/count.ts'
import { failure, type Problem } from '../../config/problem.ts'
import type { Column } from './columns.ts'
import type { Signal } from './columns-known.ts'
import type { CsvRow } from './csv-rows.ts'
import { plainWord } from './plain-word.ts'
import { type DayOrder, dayOrderOf } from './read-instant.ts'
import { type Reading, readSignal } from './read-signal.ts'
import type { Said } from './said.ts'
import { saysLeft } from './status-words.ts'
import { yesOrNo } from './yes-or-no.ts'

/** What an operator says that values mean, by plain word; '' is an empty cell. */
export type Meanings = Map<string, Said>

/** A column that says whether somebody is mailed, once all of its cells are understood. */
export interface UsedSignal {
  index: number
  heading: string
  signal: Signal
  /** Rows in which it says that somebody is not to be mailed. */
  leftCount: number
}

export interface Decided {
  signals: UsedSignal[]
  /** Headings that nothing was read from. */
  unused: string[]
  /** Values of columns that name a newsletter, and whether they may be taken for names of newsletters. */
  newsletters: string[]
  cadences: string[]
  dayOrder: DayOrder
  /** What must be settled before anything is imported. */
  problems: Problem[]
}

/** So many different values of one column are told apart. */
const MOST_VALUES = 200
const SHOWN = 5

interface Seen {
  count: number
  line: number
}

class SignalSurvey {
  readonly column: Column
  readonly signal: Signal
  readonly isKnown: boolean
  #understood = 0
  #left = 0
  #empty: Seen = { count: 0, line: 0 }
  readonly #unknown = new Map<string, Seen>()

  constructor(column: Column, signal: Signal, isKnown: boolean) {
    this.column = column
    this.signal = signal
    this.isKnown = isKnown
  }

  add(cell: string, line: number, meanings: Meanings): void {
    const reading = readMeant(this.signal, cell, meanings)
    if (reading === 'silent') see(this.#empty, line)
    else if (reading === 'unknown') this.#addUnknown(cell, line)
    else {
      this.#understood++
      if (reading !== 'active') this.#left++
    }
  }

  /** Undefined: no column that says anything, such as a `Type` that names plans. */
  decide(meanings: Meanings): UsedSignal | Problem | undefined {
    const { index, heading } = this.column
    const isSoft = 'isSoft' in this.signal && this.signal.isSoft
    if (isSoft && this.#understood === 0) return undefined
    // Among those with a yes, an empty cell is no yes.
    const asksForEmpty = this.signal.kind === 'subscribed' && this.#understood > 0 && this.#empty.count > 0
    if (asksForEmpty && !meanings.has('')) this.#unknown.set('', this.#empty)
    if (this.#unknown.size > 0) return this.#refusal()
    return { index, heading, signal: this.signal, leftCount: this.#left }
  }

  #addUnknown(cell: string, line: number): void {
    const seen = this.#unknown.get(cell)
    if (seen) see(seen, line)
    else if (this.#unknown.size < MOST_VALUES) this.#unknown.set(cell, { count: 1, line })
  }

  #refusal(): Problem {
    const { heading } = this.column
    const values = [...this.#unknown].sort(([, a], [, b]) => b.count - a.count)
    const shown = values.slice(0, SHOWN).map(([value, seen]) => `${quoted(value)} (${count(seen.count, 'row')})`)
    if (values.length > SHOWN) shown.push(`${values.length - SHOWN} others`)
    const speaks = this.isKnown ? 'says whether somebody left' : 'speaks of leaving or subscribing'
    return failure(
      'subscribers.column',
      `The column "${heading}" ${speaks}, and this is not understood: ${shown.join(', ')}.`,
      {
        line: values[0]?.[1].line,
        hint:
          `Nothing was imported. Say what it means: --status "${values[0]?.[0] ?? ''}=unsubscribed" (or active, pending, suppressed); ` +
          `or that the column says nothing of it: --ignore "${heading}".`,
      },
    )
  }
}

/** Looks at all rows before any is imported: what each column says, and what of it is not understood. */
export class ListSurvey {
  readonly #columns: Column[]
  readonly #meanings: Meanings
  readonly #signals: SignalSurvey[]
  readonly #unused: { column: Column; saying: Map<string, Seen> }[]
  readonly #newsletters = new Set<string>()
  readonly #cadences = new Set<string>()
  readonly #dayOrders = new Set<DayOrder>()

  constructor(columns: Column[], meanings: Meanings) {
    this.#columns = columns
    this.#meanings = meanings
    this.#signals = columns.flatMap((column) =>
      typeof column.use === 'object' && 'signal' in column.use
        ? [new SignalSurvey(column, column.use.signal, column.use.isKnown)]
        : [],
    )
    this.#unused = columns
      .filter(({ use }) => use === 'unused')
      .map((column) => ({ column, saying: new Map<string, Seen>() }))
  }

  add({ cells, line }: CsvRow): void {
    if (isTooWide(cells, this.#columns)) return
    for (const signal of this.#signals) signal.add(cells[signal.column.index] ?? '', line, this.#meanings)
    for (const { column, saying } of this.#unused) noteLeaving(saying, cells[column.index] ?? '', line)
    for (const { index, use } of this.#columns) {
      if (typeof use !== 'object' || !('field' in use)) continue
      const cell = cells[index] ?? ''
      if (use.field === 'created') this.#dayOrders.add(dayOrderOf(cell))
      if (use.field === 'newsletter' && this.#newsletters.size < MOST_VALUES) this.#newsletters.add(cell)
      if (use.field === 'cadence' && this.#cadences.size < MOST_VALUES) this.#cadences.add(cell)
    }
  }

  decide(): Decided {
    const decided = this.#signals.map((signal) => ({ signal, as: signal.decide(this.#meanings) }))
    const nothing = decided.filter(({ as }) => as === undefined).map(({ signal }) => signal.column.heading)
    const orders = [...this.#dayOrders].filter((order) => order !== undefined)
    return {
      signals: decided.flatMap(({ as }) => (as && 'signal' in as ? [as] : [])),
      problems: [
        ...decided.flatMap(({ as }) => (as && 'code' in as ? [as] : [])),
        ...this.#unused.flatMap(({ column, saying }) => sayingProblem(column, saying)),
      ],
      unused: [
        ...this.#columns
          .filter(({ use }) => use === 'unused' || use === 'known-harmless')
          .map(({ heading }) => heading),
        ...nothing,
      ].filter((heading) => heading !== ''),
      newsletters: [...this.#newsletters],
      cadences: [...this.#cadences],
      dayOrder: orders.length === 1 ? orders[0] : undefined,
    }
  }
}

/** A cell beyond the last heading shifts the row: what it says of leaving would be read from the wrong one. */
export function isTooWide(cells: string[], columns: Column[]): boolean {
  return cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '')
}

/** What the operator said of a value goes before what is known of it. */
export function readMeant(signal: Signal, cell: string, meanings: Meanings): Reading {
  if (meanings.size === 0) return readSignal(signal, cell)
  return meanings.get(cell === '' ? '' : plainWord(cell) || cell) ?? readSignal(signal, cell)
}

/** Are these the answers to "do you want the newsletter?", and not names of newsletters? */
export function areAnswers(values: string[]): boolean {
  return values.every((value) => value === '' || yesOrNo(value) !== undefined)
}

function noteLeaving(saying: Map<string, Seen>, cell: string, line: number): void {
  if (cell === '' || !saysLeft(cell)) return
  const seen = saying.get(cell)
  if (seen) see(seen, line)
  else if (saying.size < SHOWN) saying.set(cell, { count: 1, line })
}

function sayingProblem({ heading }: Column, saying: Map<string, Seen>): Problem[] {
  const [first] = saying
  if (!first) return []
  const [value, seen] = first
  return [
    failure(
      'subscribers.column',
      `The column "${heading}" is none that Broadsheet knows, and says ${quoted(value)} (${count(seen.count, 'row')}).`,
      {
        line: seen.line,
        hint: `Nothing was imported. If it says who left: --column "status=${heading}"; else: --ignore "${heading}".`,
      },
    ),
  ]
}

function see(seen: Seen, line: number): void {
  if (seen.count === 0) seen.line = line
  seen.count++
}

function quoted(value: string): string {
  if (value === '') return 'an empty cell'
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
}
