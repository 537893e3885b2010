import { hash } from 'node:crypto'
import { withoutNul } from '../without-nul.ts'

/** A row as it comes from a database of either kind: numbers, texts and nulls. */
export type Row = Record<string, unknown>

/** What a table holds, whichever database it is in. */
export interface TableSum {
  rows: number
  /** Of all rows, in any order: databases sort texts each in its own way. */
  checksum: string
}

const BYTES = 32

/** Sums up a table's rows, some at a time. */
export class TableSummer {
  #rows = 0
  readonly #sum = Buffer.alloc(BYTES)

  add(rows: Row[]): void {
    for (const row of rows) {
      const digest = hash('sha256', canonicalRow(row), 'buffer')
      // No two rows are the same, so that none takes another away.
      for (let index = 0; index < BYTES; index++) this.#sum[index] = (this.#sum[index] ?? 0) ^ (digest[index] ?? 0)
      this.#rows++
    }
  }

  get sum(): TableSum {
    return { rows: this.#rows, checksum: this.#sum.toString('hex') }
  }
}

/** One text for one row, whatever the order of its columns. */
export function canonicalRow(row: Row): string {
  return JSON.stringify(
    Object.keys(row)
      .sort()
      .map((column) => [column, canonicalValue(row[column])]),
  )
}

/** A number is one value as an integer and as a text of bigint; PostgreSQL holds no NUL in a text. */
function canonicalValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' ? withoutNul(value) : value
}
