import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { RunningProcess } from '../deliveries/running-process.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import type { ProcessesTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Who delivers on this database, or waits to. A row outlives a process that was killed: isGone() tells. */
export interface ProcessStore {
  /** Writes a process down, or what is new of it. */
  announce(process: RunningProcess): Promise<void>
  /** Says why it goes on with what it had; undefined: it does not any more. */
  setProblem(id: string, problem: string | undefined): Promise<void>
  forget(ids: string[]): Promise<void>
  list(): Promise<RunningProcess[]>
  find(id: string): Promise<RunningProcess | undefined>
  /** Who holds this lease; `at`: only if it has not run out by then. Undefined also where the holder is not known. */
  holderOf(lease: string, at?: Temporal.Instant): Promise<RunningProcess | undefined>
}

export function processStore(db: Db): ProcessStore {
  return {
    announce: (running) => write(db, (trx) => announce(trx, running)),
    setProblem: async (id, problem) => {
      await write(db, (trx) =>
        trx
          .updateTable('processes')
          .set({ problem: problem ?? null })
          .where('id', '=', id)
          .execute(),
      )
    },
    forget: async (ids) => {
      if (ids.length > 0) await write(db, (trx) => trx.deleteFrom('processes').where('id', 'in', ids).execute())
    },
    list: async () => (await db.selectFrom('processes').selectAll().orderBy('since').execute()).map(processOf),
    find: async (id) => {
      const row = await db.selectFrom('processes').selectAll().where('id', '=', id).executeTakeFirst()
      return row && processOf(row)
    },
    holderOf: async (lease, at) => {
      const row = await db
        .selectFrom('processes')
        .innerJoin('leases', 'leases.holder', 'processes.id')
        .selectAll('processes')
        .where('leases.name', '=', lease)
        .where('leases.expires_at', '>', at ? await engineOf(db).now(db, millisecondsOf(at)) : 0)
        .executeTakeFirst()
      return row && processOf(row)
    },
  }
}

async function announce(trx: Trx, running: RunningProcess): Promise<void> {
  const row = rowOf(running)
  await trx
    .insertInto('processes')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

function rowOf({ configFile, settings, settingsHash, problem, since, ...same }: RunningProcess): ProcessesTable {
  return {
    ...same,
    config_file: configFile,
    settings: JSON.stringify(settings),
    settings_hash: settingsHash,
    problem: problem ?? null,
    since: millisecondsOf(since),
  }
}

function processOf(row: Selectable<ProcessesTable>): RunningProcess {
  const { config_file, settings, settings_hash, problem, since, ...same } = row
  return {
    ...same,
    configFile: config_file,
    settings: JSON.parse(settings) as Record<string, string>,
    settingsHash: settings_hash,
    ...(problem !== null && { problem }),
    since: instantOf(since),
  }
}
