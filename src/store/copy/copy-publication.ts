import { existsSync } from 'node:fs'
import type { Temporal } from 'temporal-polyfill'
import { shownDatabase, sqliteFile } from '../../config/database-url.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { whoIsAtWork } from '../../deliveries/at-work.ts'
import type { ProcessIdentity } from '../../deliveries/running-process.ts'
import { COPYING, type DatabaseFacts, databaseFacts, halfCopied, MOVED_TO } from '../database-facts.ts'
import { engineOf, type OpenedDatabase } from '../engine.ts'
import { GivenNumbers, numbersFile } from '../given-numbers.ts'
import { instantOf, millisecondsOf } from '../instants.ts'
import { bringUpToDate, newer } from '../migrate.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { openUrl } from '../open-url.ts'
import { processStore } from '../processes.ts'
import { type Trx, write } from '../transaction.ts'
import { workerStore } from '../workers.ts'
import { banWrites, liftBan } from '../write-ban.ts'
import type { CopiedTable } from './copied-tables.ts'
import { copyKeys } from './copy-keys.ts'
import { copyTables, type OnPage, sumTables } from './copy-tables.ts'
import { assertFit, beginTarget, finishTarget } from './copy-target.ts'
import type { TableSum } from './table-sum.ts'

export interface CopyRequest {
  /** URLs as in database.url, a SQLite file's with an absolute path. */
  source: string
  target: string
  /** For the numbers that editions were given, of a server's database. */
  numbersDir: string
  now: Temporal.Instant
  /** Undefined where nobody can tell. */
  isGone(process: ProcessIdentity): boolean | undefined
  onPage?: OnPage
  /** Another way to open a URL than openUrl(). */
  open?(url: string): Promise<OpenedDatabase>
}

export interface CopiedPublication {
  /** As a person knows them. */
  source: string
  target: string
  tables: ({ table: CopiedTable } & TableSum)[]
}

/**
 * Moves a publication: copies all of it, holds the copy against what was copied, and marks the source, so that at each
 * moment at most one of the two is a publication to work on. Nobody can write to the source meanwhile. One that was
 * interrupted anywhere is begun anew by doing it again.
 * @throws BroadsheetError
 */
export async function copyPublication(request: CopyRequest): Promise<CopiedPublication> {
  const { open = openUrl } = request
  const source = await openSource(request.source, open)
  try {
    const facts = await factsOfSource(source)
    const target = await open(request.target)
    try {
      await assertMayCopy(facts, target, source.name)
      const sums = await target.withMuchRoom(() => write(source.db, (trx) => move(trx, { source, target, request })))
      await finishTarget(target.db)
      const tables = [...sums].map(([table, sum]) => ({ table, ...sum }))
      return { source: shownDatabase(request.source), target: shownDatabase(request.target), tables }
    } finally {
      await target.db.destroy()
    }
  } finally {
    await source.db.destroy()
  }
}

/** To open a SQLite file that is not there would make one. */
async function openSource(url: string, open: typeof openUrl): Promise<OpenedDatabase> {
  const file = sqliteFile(url)
  if (file !== undefined && !existsSync(file)) throw nothingToCopy(file)
  return open(url)
}

async function factsOfSource({ db, name }: OpenedDatabase): Promise<DatabaseFacts> {
  const facts = await databaseFacts(db, name)
  if (facts === undefined) throw nothingToCopy(name)
  if (facts.copying) throw new BroadsheetError(halfCopied(name))
  if (facts.version > MIGRATIONS.length) throw newer(facts.version, name)
  await bringUpToDate(db, name)
  return facts
}

/** One that was moved is copied again only to end a move that was interrupted at its last step. */
async function assertMayCopy(source: DatabaseFacts, { db, name }: OpenedDatabase, sourceName: string): Promise<void> {
  if (source.movedTo !== undefined) {
    const target = await databaseFacts(db, name)
    if (target?.instance !== source.instance || !target.copying) throw moved(source.movedTo, sourceName)
  }
  await assertFit(db, source.instance, name)
}

/** Within one transaction of the source, which keeps all others from writing. */
async function move(
  trx: Trx,
  { source, target, request }: { source: OpenedDatabase; target: OpenedDatabase; request: CopyRequest },
): Promise<Map<CopiedTable, TableSum>> {
  const facts = await databaseFacts(trx, source.name)
  if (facts === undefined) throw nothingToCopy(source.name)
  await assertIdle(trx, source.name, request)
  await engineOf(trx).holdLong(trx)
  await beginTarget(target, facts)
  const sums = await copyTables(trx, target, request.onPage ?? (() => {}))
  await copyKeys(trx, target.db)
  assertSame(sums, await sumTables(target.db), target.name)
  await copyNumbers(trx, facts.instance, request)
  if (facts.movedTo !== undefined) await liftBan(trx)
  await markAsMoved(trx, shownDatabase(request.target))
  return sums
}

async function assertIdle(trx: Trx, file: string, { now, isGone }: CopyRequest): Promise<void> {
  const leases = await trx.selectFrom('leases').select(['holder', 'expires_at']).execute()
  const held = leases.flatMap(({ holder, expires_at }) =>
    holder === null ? [] : [{ holder, expiresAt: instantOf(expires_at) }],
  )
  const rows = { processes: await processStore(trx).list(), workers: await workerStore(trx).list(), leases: held }
  const heardNow = instantOf(await engineOf(trx).now(trx, millisecondsOf(now)))
  const who = whoIsAtWork(rows, { now, heardNow }, isGone)
  if (who === undefined) return
  const hint = 'Stop it (`systemctl stop broadsheet`), and try again.'
  throw new BroadsheetError(failure('store.in-use', `${who} runs on this database.`, { file, hint }))
}

function assertSame(source: Map<CopiedTable, TableSum>, target: Map<CopiedTable, TableSum>, file: string): void {
  for (const [table, { rows, checksum }] of source) {
    const copied = target.get(table)
    if (copied?.rows === rows && copied.checksum === checksum) continue
    const message = `The copy of ${table} is not what was copied: ${rows} rows, ${copied?.rows ?? 0} of them there.`
    const hint = 'Nothing was changed in what was copied. Run it again; if it comes again, report it.'
    throw new BroadsheetError(failure('store.copy-differs', message, { file, hint }))
  }
}

/** The file of the source may know of editions that it does not itself. */
async function copyNumbers(trx: Trx, instance: string, { source, target, numbersDir }: CopyRequest): Promise<void> {
  const from = new GivenNumbers(numbersFile(source, numbersDir), instance)
  const to = new GivenNumbers(numbersFile(target, numbersDir), instance)
  for (const { id } of await trx.selectFrom('newsletters').select('id').execute())
    for (const step of ['made', 'sent'] as const) to.give(id, from.highest(id, step), step)
}

/** Whoever slept meanwhile has lost its right to write; who opens it is told where the publication is. */
async function markAsMoved(trx: Trx, movedTo: string): Promise<void> {
  await trx.updateTable('leases').set({ holder: null, expires_at: 0 }).execute()
  await trx.deleteFrom('workers').execute()
  await trx.deleteFrom('held_parts').execute()
  await trx.deleteFrom('meta').where('key', 'in', [MOVED_TO, COPYING]).execute()
  await trx.insertInto('meta').values({ key: MOVED_TO, value: movedTo }).execute()
  await banWrites(trx, movedTo)
}

function nothingToCopy(file: string): BroadsheetError {
  const hint = 'Check database.url.'
  return new BroadsheetError(failure('store.missing', 'There is no publication to copy.', { file, hint }))
}

function moved(movedTo: string, file: string): BroadsheetError {
  const hint = `Name that one in database.url, and copy from there. If it is lost: \`broadsheet db backup FILE\`, then \`broadsheet db restore FILE\` make this one live again, as it was.`
  const message = `This publication was moved to ${movedTo}, and may have gone on there.`
  return new BroadsheetError(failure('store.moved-away', message, { file, hint }))
}
