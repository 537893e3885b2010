import type { ImportRow, ImportStatus } from './import-row.ts'
import type { ReadRow } from './read-row.ts'

/** `pending` in any row of an address keeps it out, unless another says that it left. */
const ORDER = ['active', 'pending', 'unsubscribed', 'suppressed'] as const

export type Strictness = (typeof ORDER)[number]

/** What a row says of an address and newsletter, which together are an entry of the list. */
export interface RowNote {
  entry: string
  status: Strictness
  suppression?: ImportRow['suppression']
}

/** What all rows of an entry say together. */
export interface MergedNote extends RowNote {
  /** Number of its first row that is not pending, from 0; undefined where all are. */
  first?: number
}

/** Remembers what each row of a list says, in little memory however long the list is. */
export interface RowNotes {
  /** One after the other, in the order of the file. */
  add(note: RowNote): void
  /** Those of entries that stand in several rows: one entry after the other, its rows in their order. */
  repeated(): Iterable<RowNote & { number: number }>
  keep(merged: MergedNote): void
  /** What was kept of an entry; undefined where it stands in one row. */
  kept(entry: string): MergedNote | undefined
  close(): void
}

/** What two rows of an entry say together: the strictest. A complaint goes before what else keeps an address out. */
export function together(
  earlier: MergedNote,
  { status, suppression, number }: RowNote & { number: number },
): MergedNote {
  const first = earlier.first ?? (status === 'pending' ? undefined : number)
  const isStricter = ORDER.indexOf(status) > ORDER.indexOf(earlier.status)
  const reason =
    earlier.suppression?.reason === 'complaint' ? earlier.suppression : (suppression ?? earlier.suppression)
  return {
    entry: earlier.entry,
    status: isStricter ? status : earlier.status,
    ...(reason && { suppression: reason }),
    ...(first !== undefined && { first }),
  }
}

/** Puts together what several rows say of one address and newsletter. A first reading notes them, a second takes each once. */
export class MergedRows {
  readonly #notes: RowNotes
  readonly #byStatus: Record<Strictness, number> = { active: 0, pending: 0, unsubscribed: 0, suppressed: 0 }
  #rows = 0
  #repeated = 0
  /** Rows of subscriptions to a newsletter that the list does not name. */
  unnamedCount = 0

  constructor(notes: RowNotes) {
    this.#notes = notes
  }

  note(reading: Exclude<ReadRow, { problem: unknown }>): void {
    const { newsletter, ...note } = noteOf(reading)
    this.#rows++
    this.#byStatus[note.status]++
    if (newsletter === undefined && note.status !== 'suppressed') this.unnamedCount++
    this.#notes.add(note)
  }

  /** When all are noted. */
  merge(): void {
    let merged: MergedNote | undefined
    for (const note of this.#notes.repeated()) {
      if (merged && merged.entry !== note.entry) this.#keep(merged)
      const { number, ...alone } = note
      const isSame = merged?.entry === note.entry
      merged = together(isSame ? (merged as MergedNote) : alone, note)
      this.#byStatus[note.status]--
    }
    if (merged) this.#keep(merged)
  }

  /** For the second reading, in the same order: the row as it is to be imported, or why it is not. */
  taker(): (reading: Exclude<ReadRow, { problem: unknown }>) => ImportRow | 'repeated' | 'unconfirmed' {
    let next = 0
    return (reading) => {
      const number = next++
      const note = noteOf(reading)
      const merged = this.#repeated > 0 ? this.#notes.kept(note.entry) : undefined
      if ((merged ?? note).status === 'pending') return 'unconfirmed'
      if (!('row' in reading) || (merged && merged.first !== number)) return 'repeated'
      if (!merged) return reading.row
      const { status, suppression } = merged
      return { ...reading.row, status: status as ImportStatus, ...(suppression && { suppression }) }
    }
  }

  counts(): { byStatus: Record<ImportStatus, number>; unconfirmed: number; duplicates: number } {
    const { pending, ...byStatus } = this.#byStatus
    const entries = Object.values(this.#byStatus).reduce((sum, count) => sum + count, 0)
    return { byStatus, unconfirmed: pending, duplicates: this.#rows - entries }
  }

  #keep(merged: MergedNote): void {
    this.#byStatus[merged.status]++
    this.#repeated++
    this.#notes.keep(merged)
  }
}

function noteOf(reading: Exclude<ReadRow, { problem: unknown }>): RowNote & { newsletter?: string } {
  const row = 'row' in reading ? reading.row : reading
  const entry = row.newsletter === undefined ? row.key : `${row.key} ${row.newsletter}`
  if (!('row' in reading)) return { entry, status: 'pending', newsletter: row.newsletter }
  const { status, suppression, newsletter } = reading.row
  return { entry, status, newsletter, ...(suppression && { suppression }) }
}
