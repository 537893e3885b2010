import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { PlanningPlace } from '../editions/planning-gap.ts'

interface Kept {
  id: string
  /** Of the file itself: one that was copied with its folder is another place. */
  inode: number
  seen: Record<string, { at: number; by: string }>
}

/**
 * An installation, known by a file in its data folder: a random name, and what was last seen of each database there. What
 * cannot be kept makes a place without a name, of which nothing is concluded.
 */
export class Place {
  readonly #file: string
  readonly #instance: string

  /** @param instance the database's */
  constructor(folder: string, instance: string) {
    this.#file = join(folder, 'place')
    this.#instance = instance
  }

  here(): PlanningPlace {
    try {
      const kept = this.#read()
      const seen = kept.seen[this.#instance]
      return {
        id: kept.id,
        ...(seen && { seen: { at: Temporal.Instant.fromEpochMilliseconds(seen.at), by: seen.by } }),
      }
    } catch {
      return { id: '' }
    }
  }

  /** The database was planned on by this place. */
  see(at: number, by: string): void {
    try {
      const kept = this.#read()
      if ((kept.seen[this.#instance]?.at ?? 0) >= at) return
      this.#write({ ...kept, seen: { ...kept.seen, [this.#instance]: { at, by } } })
    } catch {
      // See here().
    }
  }

  /** Makes the file where there is none. */
  #read(): Kept {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 })
    closeSync(openSync(this.#file, 'a', 0o600))
    const inode = statSync(this.#file).ino
    const kept = keptIn(readFileSync(this.#file, 'utf8'))
    if (kept?.inode === inode) return kept
    const fresh = { id: randomUUID(), inode, seen: kept?.seen ?? {} }
    this.#write(fresh)
    return fresh
  }

  /** In its place: another file would be another place. */
  #write(kept: Kept): void {
    writeFileSync(this.#file, `${JSON.stringify(kept)}\n`)
  }
}

/** Undefined where it is empty, or was cut off by a power cut. */
function keptIn(text: string): Kept | undefined {
  try {
    const { id, inode, seen } = JSON.parse(text) as Partial<Kept>
    const isWhole = typeof id === 'string' && typeof inode === 'number' && typeof seen === 'object' && seen !== null
    return isWhole ? { id, inode, seen } : undefined
  } catch {
    return undefined
  }
}
