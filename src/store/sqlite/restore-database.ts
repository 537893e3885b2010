import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, link, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { editionName, GOING_STATES } from '../../editions/edition.ts'
import { MOVED_TO } from '../database-facts.ts'
import { GivenNumbers, numbersFile } from '../given-numbers.ts'
import { millisecondsOf } from '../instants.ts'
import { stepEdition } from '../step-edition.ts'
import type { Tables } from '../tables.ts'
import { write } from '../transaction.ts'
import { liftBan } from '../write-ban.ts'
import { BESIDE, copyDatabase, removeDatabase, syncFolderOf } from './copy-database.ts'
import { hasForeignLocks } from './locks.ts'
import { makePrivateFolder } from './make-file.ts'
import { asProblem, factOf, inUse, openAsItIs } from './open-as-it-is.ts'
import { openSqliteFile, SqliteFileDialect } from './open-file.ts'
import { fileAt } from './opened-files.ts'

export interface Restored {
  /** Where the database lies now that was there before; undefined where there was none. */
  kept?: string
  /** Editions that were on their way when the copy was made: they wait, for by the copy nobody knows who got them since. */
  paused: string[]
}

/**
 * Puts a copy of `backup` in the database's place; what was there is kept under another name. Refuses while any other
 * program has the database open.
 * @throws BroadsheetError where it cannot; then the database is as it was
 */
export async function restoreDatabase(file: string, backup: string, now: Temporal.Instant): Promise<Restored> {
  if (existsSync(file) && existsSync(backup) && fileAt(file) === fileAt(backup))
    throw new BroadsheetError(failure('store.backup-target', 'This is the database itself.', { file: backup }))
  const source = openAsItIs(backup)
  const fresh = `${file}.${randomUUID()}.new`
  try {
    await makePrivateFolder(dirname(file))
    const old = await holdAlone(file)
    try {
      await copyDatabase(source, fresh)
      const paused = await settleCopy(fresh, now)
      const isThere = ['', ...BESIDE].some((ending) => existsSync(file + ending))
      const kept = isThere ? `${file}.before-${stampOf(now)}` : undefined
      if (kept) await keepAs(file, kept)
      await rename(fresh, file)
      await syncFolderOf(file)
      return { ...(kept && { kept }), paused }
    } finally {
      old?.close()
    }
  } catch (error) {
    await removeDatabase(fresh)
    throw asProblem(error, backup)
  } finally {
    source.close()
  }
}

/**
 * Takes the database that is there for oneself, in one file, and notes the numbers that it gave: nobody can write into it
 * while it is replaced. Undefined where there is none, or it is too damaged to be opened.
 */
async function holdAlone(file: string): Promise<Database.Database | undefined> {
  if (!existsSync(file)) return undefined
  if (hasForeignLocks(file)) throw new BroadsheetError(inUse(file))
  let database: Database.Database | undefined
  try {
    database = new Database(file, { fileMustExist: true, timeout: 0 })
    // Ends the write-ahead log, which SQLite does for the only connection and no other.
    database.pragma('journal_mode = delete')
    database.exec('begin exclusive')
    noteNumbers(database, file)
    return database
  } catch (error) {
    database?.close()
    const problem = asProblem(error, file)
    if (problem instanceof BroadsheetError && problem.problems.some(({ code }) => HOPELESS.has(code))) return undefined
    throw problem
  }
}

/** A reason to restore, and none against it. */
const HOPELESS = new Set<string>(['store.not-a-database', 'store.damaged'])

function noteNumbers(database: Database.Database, file: string): void {
  const instance = factOf(database, 'instance')
  if (instance === undefined) return
  const given = new GivenNumbers(numbersFile(`sqlite:${file}`), instance)
  const sent = database.prepare(SENT).all() as { newsletter: string; number: number }[]
  for (const { newsletter, number } of sent) given.give(newsletter, number, 'sent')
}

const SENT = `
select newsletter_id as newsletter, max(number) as number from editions
where candidate_count is not null and number is not null group by newsletter_id
`

/** Nobody delivers by the copy; what was on its way waits for somebody who says what became of it. */
async function settleCopy(fresh: string, now: Temporal.Instant): Promise<string[]> {
  const db = new Kysely<Tables>({ dialect: new SqliteFileDialect(await openSqliteFile(fresh)) })
  try {
    return await write(db, async (trx) => {
      await liftBan(trx)
      await trx.updateTable('leases').set({ holder: null, expires_at: 0 }).execute()
      // Of a database that was moved elsewhere: whoever restores it goes on with it.
      await trx.deleteFrom('meta').where('key', '=', MOVED_TO).execute()
      const going = await trx
        .selectFrom('editions')
        .select(['id', 'newsletter_id', 'number', 'correction'])
        .where('state', 'in', GOING_STATES)
        .execute()
      for (const { id } of going) await stepEdition(trx, id, 'paused', 'restored', millisecondsOf(now))
      return going.map(({ newsletter_id, number, correction }) =>
        editionName({
          newsletter: newsletter_id,
          number: number ?? undefined,
          correction: correction ?? undefined,
        }),
      )
    })
  } finally {
    await db.destroy()
  }
}

/** The old one stays in its place until the new one takes it: at no moment is there none. */
async function keepAs(file: string, kept: string): Promise<void> {
  if (existsSync(file)) await link(file, kept).catch(() => copyFile(file, kept))
  for (const ending of BESIDE) {
    if (!existsSync(file + ending)) continue
    if (ending === '-shm') await rm(file + ending, { force: true })
    else await rename(file + ending, kept + ending)
  }
}

/** `20261130T021700Z` */
function stampOf(now: Temporal.Instant): string {
  return now.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
}
