import { BroadsheetError, failure } from '../config/problem.ts'
import { engineOf } from './engine.ts'
import type { Db, Trx } from './transaction.ts'

/** What a database says of itself, by the keys of `meta`. */
export interface DatabaseFacts {
  version: number
  instance: string
  createdAt: string
  /** A publication is being copied into it, or was, and not to the end. */
  copying: boolean
  /** Where its publication was moved to; it holds what was before. */
  movedTo: string | undefined
}

/** The keys of `meta` that say what may be done with a database. */
export const COPYING = 'copying'
export const MOVED_TO = 'moved_to'

/** Undefined for an empty database. @throws BroadsheetError `store.foreign` */
export async function databaseFacts(db: Db | Trx, name: string): Promise<DatabaseFacts | undefined> {
  const tables = await engineOf(db).tableNames(db)
  if (tables.length === 0) return undefined
  if (!tables.includes('meta') || !tables.includes('editions')) throw foreign(name)
  return factsIn(await db.selectFrom('meta').selectAll().execute())
}

export function factsIn(rows: { key: string; value: string }[]): DatabaseFacts {
  const facts = new Map(rows.map(({ key, value }) => [key, value]))
  return {
    version: Number(facts.get('version')),
    instance: facts.get('instance') ?? '',
    createdAt: facts.get('created_at') ?? '',
    copying: facts.has(COPYING),
    movedTo: facts.get(MOVED_TO),
  }
}

/** @throws BroadsheetError where it is no publication to work on: half a copy, or one that lives elsewhere now */
export function assertLives({ copying, movedTo }: DatabaseFacts, file: string): void {
  if (copying) throw new BroadsheetError(halfCopied(file))
  if (movedTo !== undefined) throw new BroadsheetError(movedAway(movedTo, file))
}

export function halfCopied(file: string) {
  const hint = 'Run the `broadsheet db copy` that was interrupted again: it begins anew.'
  return failure('store.half-copied', 'A copy of a publication into this database was not finished.', { file, hint })
}

export function movedAway(movedTo: string, file: string) {
  const hint = 'Name that one in database.url. `broadsheet db copy` moves it back.'
  return failure('store.moved-away', `This publication was moved to ${movedTo}.`, { file, hint })
}

export function foreign(file: string): BroadsheetError {
  const hint = "Name one of Broadsheet's own in database.url."
  return new BroadsheetError(failure('store.foreign', 'This database belongs to another program.', { file, hint }))
}
