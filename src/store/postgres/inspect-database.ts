import { sql } from 'kysely'
import { BroadsheetError, failure } from '../../config/problem.ts'
import type { Inspection, UnaccountedEdition } from '../../deliveries/inspection.ts'
import { databaseFacts, halfCopied } from '../database-facts.ts'
import type { OpenedDatabase } from '../engine.ts'
import { NEWSLETTERS, UNACCOUNTED } from '../inspection-queries.ts'
import { LEDGER_REFERENCES } from '../ledger-references.ts'
import { newer } from '../migrate.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { snapshot, type Trx } from '../transaction.ts'
import { openPostgres } from './open-database.ts'

/** Neither made nor migrated. @throws BroadsheetError where it is no database of Broadsheet's */
export async function inspectPostgres(url: string): Promise<Inspection> {
  return inspectOpened(await openPostgres(url))
}

/** The same of one that is open, which is closed. */
export async function inspectOpened({ db, name }: OpenedDatabase): Promise<Inspection> {
  try {
    const facts = await databaseFacts(db, name)
    if (facts === undefined) {
      const hint = 'Check database.url; a schema is named so: ?options=-csearch_path%3DNAME'
      throw new BroadsheetError(failure('store.missing', 'There is no publication in it.', { file: name, hint }))
    }
    if (facts.copying) throw new BroadsheetError(halfCopied(name))
    if (facts.version > MIGRATIONS.length) throw newer(facts.version, name)
    return await snapshot(db, async (trx) => ({ file: name, isOpenToOthers: false, ...(await contentOf(trx)) }))
  } finally {
    await db.destroy()
  }
}

async function contentOf(trx: Trx) {
  const { count } = await trx
    .selectFrom('subscribers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    subscriberCount: count,
    bytes: await bytesOf(trx),
    damage: await damageOf(trx),
    newsletters: (await sql.raw<Inspection['newsletters'][number]>(NEWSLETTERS).execute(trx)).rows,
    dangling: await danglingIn(trx),
    unaccounted: (await sql.raw<UnaccountedEdition>(UNACCOUNTED).execute(trx)).rows,
  }
}

async function bytesOf(trx: Trx): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(pg_total_relation_size(oid)), 0) as bytes
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
  `.execute(trx)
  return rows[0]?.bytes ?? 0
}

/** What the server itself says is not to be relied on: an index or a constraint that was never completed. */
async function damageOf(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ finding: string }>`
    select 'the index ' || indexrelid::regclass || ' is not complete' as finding
    from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = current_schema()::regnamespace
    union all
    select 'the constraint ' || conname || ' of ' || conrelid::regclass || ' was never checked'
    from pg_constraint where not convalidated and connamespace = current_schema()::regnamespace
  `.execute(trx)
  return rows.map(({ finding }) => finding)
}

interface Reference {
  table: string
  column: string
  parent: string
  key: string
}

/** The server keeps its foreign keys, but for whoever loads data with its triggers switched off; those of the ledger are no keys there. */
async function danglingIn(trx: Trx): Promise<Inspection['dangling']> {
  const { rows } = await sql<Reference>`
    select child.relname as table, mine.attname as column, parent.relname as parent, theirs.attname as key
    from pg_constraint c
    join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
    join pg_attribute mine on mine.attrelid = c.conrelid and mine.attnum = c.conkey[1]
    join pg_attribute theirs on theirs.attrelid = c.confrelid and theirs.attnum = c.confkey[1]
    where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
    order by 1, 2
  `.execute(trx)
  const counts = new Map<string, number>()
  for (const reference of [...LEDGER_REFERENCES, ...rows]) {
    const count = await leadingNowhere(trx, reference)
    if (count > 0) counts.set(reference.table, (counts.get(reference.table) ?? 0) + count)
  }
  return [...counts].map(([table, count]) => ({ table, count }))
}

async function leadingNowhere(trx: Trx, { table, column, parent, key }: Reference): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} as mine
    where mine.${sql.ref(column)} is not null
      and not exists (select 1 from ${sql.table(parent)} as theirs where theirs.${sql.ref(key)} = mine.${sql.ref(column)})
  `.execute(trx)
  return rows[0]?.count ?? 0
}
