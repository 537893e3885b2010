import { sql } from 'kysely'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { COPYING, type DatabaseFacts, databaseFacts } from '../database-facts.ts'
import { engineOf, type OpenedDatabase } from '../engine.ts'
import { makeTables } from '../migrate.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { type Db, write } from '../transaction.ts'
import { liftBan } from '../write-ban.ts'
import { COPIED_TABLES, UNCOPIED_TABLES } from './copied-tables.ts'

/** What of a database decides whether a publication may be copied into it. */
export interface Target extends DatabaseFacts {
  /** Nobody subscribed, nothing was sent, and no site was looked at. */
  isUnused: boolean
}

/** Why a publication may not be copied there; undefined where it may, and what is there is replaced. */
export function faultOfTarget(target: Target | undefined, instance: string, file: string): Problem | undefined {
  if (target === undefined || target.isUnused) return undefined
  const refused = (message: string, hint: string) => failure('store.copy-target', message, { file, hint })
  if (target.version > MIGRATIONS.length)
    return refused('This database is of a newer Broadsheet.', 'Copy with that one, or name another database.')
  if (target.instance !== instance)
    return refused('This database holds another publication.', 'Name another database, or another schema of it.')
  if (target.copying || target.movedTo !== undefined) return undefined
  return refused(
    'This database holds this publication already, and may be ahead.',
    'If it is the one to go on with, name it in database.url; to copy into it, empty it first.',
  )
}

/** @throws BroadsheetError where a publication may not be copied there */
export async function assertFit(db: Db, instance: string, name: string): Promise<void> {
  const facts = await databaseFacts(db, name)
  const fault = faultOfTarget(facts && { ...facts, isUnused: await isUnused(db) }, instance, name)
  if (fault) throw new BroadsheetError(fault)
}

async function isUnused(db: Db): Promise<boolean> {
  const facts = await db.selectFrom('meta').select('key').where('key', '=', COPYING).execute()
  if (facts.length > 0) return false
  for (const table of ['subscribers', 'suppressions', 'editions', 'posts'] as const)
    if ((await db.selectFrom(table).select(sql`1`.as('one')).limit(1).execute()).length > 0) return false
  return true
}

/** Empties it, and marks it as half a copy until finishTarget(). */
export async function beginTarget({ db, name, handOut }: OpenedDatabase, source: DatabaseFacts): Promise<void> {
  await write(db, async (trx) => {
    // Somebody may have put something there since it was looked at.
    await assertFit(trx, source.instance, name)
    if ((await databaseFacts(trx, name))?.movedTo !== undefined) await liftBan(trx)
    const tables = new Set(await engineOf(trx).tableNames(trx))
    const ours = ['meta', ...COPIED_TABLES.map(({ table }) => table), ...UNCOPIED_TABLES].reverse()
    for (const table of ours.filter((each) => tables.has(each))) await trx.schema.dropTable(table).execute()
    await handOut.forgetAll(trx)
    await makeTables(trx, { instance: source.instance, at: Number(source.createdAt) })
    // What a migration writes by itself comes with the copy.
    for (const { table } of [...COPIED_TABLES].reverse()) await trx.deleteFrom(table).execute()
    await trx.insertInto('meta').values({ key: COPYING, value: source.instance }).execute()
  })
}

/** From here on it is the publication. */
export async function finishTarget(db: Db): Promise<void> {
  await write(db, (trx) => trx.deleteFrom('meta').where('key', '=', COPYING).execute())
}
