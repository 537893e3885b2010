import { Kysely, sql } from 'kysely'
import { shownDatabase } from '../../config/database-url.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { patiently } from '../busy.ts'
import type { OpenedDatabase, QuickWrite } from '../engine.ts'
import type { Tables } from '../tables.ts'
import type { Db } from '../transaction.ts'
import type { Pool } from './connection.ts'
import { PostgresStoreDialect } from './driver.ts'
import { POSTGRES } from './engine.ts'
import { jobHandOut } from './hand-out.ts'
import { Jobs } from './jobs.ts'
import { openPool } from './pool.ts'

/** The oldest whose every statement here is known: `xid8`, and a primary key in each. */
const OLDEST = 14

/** Throws BroadsheetError (`store.*`) where it cannot be used. */
export async function openPostgres(url: string): Promise<OpenedDatabase> {
  if (!URL.canParse(url)) throw new BroadsheetError(unreadable())
  return openPostgresPool(openPool(url), shownDatabase(url))
}

/** The same of a pool that is there; a test may have an engine whose time is its own. */
export async function openPostgresPool(pool: Pool, name: string, engine = POSTGRES): Promise<OpenedDatabase> {
  const db = new Kysely<Tables>({ dialect: new PostgresStoreDialect(pool, { name, writers: 'alone', engine }) })
  const together = new Kysely<Tables>({
    dialect: new PostgresStoreDialect(pool, { name, writers: 'together', engine }),
  })
  const quickWrite: QuickWrite = (work) => patiently(() => together.transaction().execute(work))
  try {
    await assertUsable(db, name)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    name,
    quickWrite,
    handOut: jobHandOut({ db, quickWrite, jobs: new Jobs(pool, db, name) }),
    withMoreRoom: (work) => work(),
    withMuchRoom: (work) => work(),
    assertInPlace: () => {},
    // PostgreSQL holds its own files against their checksums, where they are on.
    assertWhole: () => {},
  }
}

async function assertUsable(db: Db, name: string): Promise<void> {
  const { rows } = await sql<{ version: number; schema: string | null; replica: boolean }>`
    select current_setting('server_version_num')::int as version, current_schema() as schema,
      pg_is_in_recovery() as replica
  `.execute(db)
  const [{ version = 0, schema = null, replica = false } = {}] = rows
  if (version < OLDEST * 10_000) throw tooOld(Math.floor(version / 10_000), name)
  if (replica) {
    const hint = 'Name the primary server in database.url.'
    throw new BroadsheetError(
      failure('store.unwritable', 'This PostgreSQL is a replica that can only be read.', { file: name, hint }),
    )
  }
  if (schema !== null) return
  const hint = 'Make one: create schema NAME; and name it in database.url: ?options=-csearch_path%3DNAME'
  throw new BroadsheetError(failure('store.missing', 'There is no schema to write to.', { file: name, hint }))
}

/** What is wrong with it is not said: a password may stand in it. */
function unreadable() {
  const hint = 'Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for @ and the like in a password.'
  return failure('store.url', 'database.url is no URL of PostgreSQL that can be read.', { hint })
}

function tooOld(version: number, name: string): BroadsheetError {
  const message = `This PostgreSQL is of version ${version}; Broadsheet needs ${OLDEST} or newer.`
  return new BroadsheetError(failure('store.too-old', message, { file: name, hint: 'Upgrade the server.' }))
}
