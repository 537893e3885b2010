import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Inspection, UnaccountedEdition } from '../../deliveries/inspection.ts'
import { NEWSLETTERS, UNACCOUNTED } from '../inspection-queries.ts'
import { damageOf } from './integrity.ts'
import { openAsItIs } from './open-as-it-is.ts'

/** Reads every page: some seconds for each hundred megabytes. @throws BroadsheetError where it is no database of Broadsheet's */
export function inspectDatabase(file: string): Inspection {
  const database = openAsItIs(file)
  try {
    const { size, mode } = statSync(file)
    const damage = damageOf(database, 'integrity_check')
    return { file, bytes: size, isOpenToOthers: (mode & 0o077) !== 0, damage, ...contentOf(database, damage) }
  } finally {
    database.close()
  }
}

/** Of a damaged one nothing is asked that may fail in the middle. */
function contentOf(database: Database.Database, damage: string[]) {
  if (damage.length > 0) return { subscriberCount: 0, newsletters: [], dangling: [], unaccounted: [] }
  return {
    subscriberCount: database.prepare('select count(*) from subscribers').pluck().get() as number,
    newsletters: database.prepare(NEWSLETTERS).all() as Inspection['newsletters'],
    dangling: danglingIn(database),
    unaccounted: database.prepare(UNACCOUNTED).all() as UnaccountedEdition[],
  }
}

function danglingIn(database: Database.Database): Inspection['dangling'] {
  const counts = new Map<string, number>()
  for (const { table } of database.pragma('foreign_key_check') as { table: string }[])
    counts.set(table, (counts.get(table) ?? 0) + 1)
  return [...counts].map(([table, count]) => ({ table, count }))
}
