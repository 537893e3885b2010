import { sql } from 'kysely'
import { BroadsheetError, failure } from '../config/problem.ts'
import { assertLives, databaseFacts } from './database-facts.ts'
import { engineOf } from './engine.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { type Db, type Trx, write } from './transaction.ts'
import { banWrites, liftBan } from './write-ban.ts'

/** A new database's first facts. */
export interface Birth {
  instance: string
  at: number
}

/**
 * Brings a database up to date, in one transaction, so that two programs that start at once do it once and a crash
 * leaves no half of it (Kysely's own migrator runs SQLite's without a transaction). Makes a new one where it is empty.
 * Throws BroadsheetError on a database of a newer Broadsheet, or of another program.
 */
export async function migrate(db: Db, birth: Birth, name: string): Promise<void> {
  if ((await versionOf(db, name)) === MIGRATIONS.length) return
  await write(db, async (trx) => {
    await raise(trx, (await versionOf(trx, name)) ?? (await bear(trx, birth)))
  })
}

/** The same of one that lives elsewhere by now, but is not empty. */
export async function bringUpToDate(db: Db, name: string): Promise<void> {
  await write(db, async (trx) => {
    const facts = await databaseFacts(trx, name)
    if (facts === undefined || facts.version === MIGRATIONS.length) return
    if (facts.movedTo !== undefined) await liftBan(trx)
    await raise(trx, facts.version)
    if (facts.movedTo !== undefined) await banWrites(trx, facts.movedTo)
  })
}

/** The tables of this version in a database that has none. */
export async function makeTables(trx: Trx, birth: Birth): Promise<void> {
  await raise(trx, await bear(trx, birth))
}

async function raise(trx: Trx, version: number): Promise<void> {
  for (const migration of MIGRATIONS.slice(version)) {
    for (const statement of migration(engineOf(trx).columnTypes)) await sql.raw(statement).execute(trx)
  }
  await trx
    .updateTable('meta')
    .set({ value: String(MIGRATIONS.length) })
    .where('key', '=', 'version')
    .execute()
}

/** Undefined for an empty database. */
async function versionOf(db: Db, name: string): Promise<number | undefined> {
  const facts = await databaseFacts(db, name)
  if (facts === undefined) return undefined
  if (facts.version > MIGRATIONS.length) throw newer(facts.version, name)
  assertLives(facts, name)
  return facts.version
}

async function bear(trx: Trx, { instance, at }: Birth): Promise<number> {
  await sql`create table meta (key text primary key, value text not null)`.execute(trx)
  const facts = { version: '0', instance, created_at: String(at) }
  const rows = Object.entries(facts).map(([key, value]) => ({ key, value }))
  await trx.insertInto('meta').values(rows).execute()
  return 0
}

export function newer(version: number, file: string): BroadsheetError {
  const message = `This database has version ${version}; this Broadsheet knows versions up to ${MIGRATIONS.length}.`
  const hint = 'Use the newer Broadsheet that last opened it, or a backup from before.'
  return new BroadsheetError(failure('store.newer', message, { file, hint }))
}
