import { sql } from 'kysely'
import { BroadsheetError, failure } from '../config/problem.ts'
import { engineOf } from './engine.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { type Db, type Trx, write } from './transaction.ts'

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
    const version = (await versionOf(trx, name)) ?? (await bear(trx, birth))
    for (const migration of MIGRATIONS.slice(version)) {
      for (const statement of migration(engineOf(db).columnTypes)) await sql.raw(statement).execute(trx)
    }
    await trx
      .updateTable('meta')
      .set({ value: String(MIGRATIONS.length) })
      .where('key', '=', 'version')
      .execute()
  })
}

/** Undefined for an empty database. */
async function versionOf(db: Db, name: string): Promise<number | undefined> {
  const tables = await engineOf(db).tableNames(db)
  if (tables.length === 0) return undefined
  if (!tables.includes('meta') || !tables.includes('editions')) throw foreign(name)
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'version').executeTakeFirst()
  const version = Number(row?.value)
  if (version > MIGRATIONS.length) throw newer(version, name)
  return version
}

async function bear(trx: Trx, { instance, at }: Birth): Promise<number> {
  await sql`create table meta (key text primary key, value text not null)`.execute(trx)
  const facts = { version: '0', instance, created_at: String(at) }
  const rows = Object.entries(facts).map(([key, value]) => ({ key, value }))
  await trx.insertInto('meta').values(rows).execute()
  return 0
}

function foreign(file: string): BroadsheetError {
  const hint = "Name one of Broadsheet's own in database.url."
  return new BroadsheetError(failure('store.foreign', 'This database belongs to another program.', { file, hint }))
}

function newer(version: number, file: string): BroadsheetError {
  const message = `This database has version ${version}; this Broadsheet knows versions up to ${MIGRATIONS.length}.`
  const hint = 'Use the newer Broadsheet that last opened it, or a backup from before.'
  return new BroadsheetError(failure('store.newer', message, { file, hint }))
}
