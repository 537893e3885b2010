import type { ImportRow, ImportStatus } from './import-row.ts'
import type { ReadRow } from './read-row.ts'

/** `pending` in any row of an address keeps it out, unless another says that it left. */
const ORDER = ['active', 'pending', 'unsubscribed', 'suppressed'] as const

type Strictness = (typeof ORDER)[number]

/**
 * What all rows of an address and newsletter say together: the strictest. Filled by a first reading of the list; the second
 * takes each address where it first stands.
 */
export class MergedRows {
  readonly #strictest = new Map<string, Strictness>()
  readonly #suppressions = new Map<string, ImportRow['suppression']>()
  #rows = 0
  /** Rows of subscriptions to a newsletter that the list does not name. */
  unnamedCount = 0

  note(reading: Exclude<ReadRow, { problem: unknown }>): void {
    this.#rows++
    const row = 'row' in reading ? reading.row : { ...reading, status: 'pending' as const, suppression: undefined }
    const entry = entryOf(row)
    if (row.newsletter === undefined && row.status !== 'suppressed') this.unnamedCount++
    const earlier = this.#strictest.get(entry)
    if (earlier === undefined || ORDER.indexOf(row.status) > ORDER.indexOf(earlier))
      this.#strictest.set(entry, row.status)
    if (row.suppression && this.#suppressions.get(entry)?.reason !== 'complaint')
      this.#suppressions.set(entry, row.suppression)
  }

  /** The row as it is to be imported; undefined where its address came before, or never confirmed. */
  take(row: ImportRow): ImportRow | undefined {
    const entry = entryOf(row)
    const status = this.#strictest.get(entry)
    if (status === undefined || status === 'pending') return undefined
    this.#strictest.delete(entry)
    const suppression = this.#suppressions.get(entry)
    return { ...row, status, ...(suppression && { suppression }) }
  }

  counts(): { byStatus: Record<ImportStatus, number>; unconfirmed: number; duplicates: number } {
    const by: Record<Strictness, number> = { active: 0, pending: 0, unsubscribed: 0, suppressed: 0 }
    for (const status of this.#strictest.values()) by[status]++
    const { pending, ...byStatus } = by
    return { byStatus, unconfirmed: pending, duplicates: this.#rows - this.#strictest.size }
  }
}

function entryOf({ key, newsletter }: { key: string; newsletter?: string }): string {
  return newsletter === undefined ? key : `${key} ${newsletter}`
}
