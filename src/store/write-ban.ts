import { engineOf } from './engine.ts'
import type { Trx } from './transaction.ts'

/**
 * Makes the database whose publication lives elsewhere by now refuse what is written to it, by whoever has it open: a
 * program that looked at its mark when it started, or an older one. The database does it by triggers, which cost a
 * publication that was never moved nothing.
 */
export async function banWrites(trx: Trx, movedTo: string): Promise<void> {
  await engineOf(trx).banWrites(trx, await publicationTables(trx), movedTo)
}

export async function liftBan(trx: Trx): Promise<void> {
  await engineOf(trx).liftBan(trx, await publicationTables(trx))
}

/** `meta` says what the database is, and is written by whoever makes it another. */
async function publicationTables(trx: Trx): Promise<string[]> {
  return (await engineOf(trx).tableNames(trx)).filter((name) => name !== 'meta')
}
