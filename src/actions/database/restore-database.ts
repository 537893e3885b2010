import type { Temporal } from 'temporal-polyfill'
import type { Report } from '../report.ts'

export interface DatabaseRestore extends Report {
  database: string
  file: string
  /** Where the database lies now that was there before; null where there was none. */
  kept: string | null
  /** Editions that were on their way when the copy was made. */
  paused: string[]
}

export interface RestorePorts {
  database: string
  restore(backup: string, now: Temporal.Instant): Promise<{ kept?: string; paused: string[] }>
  clock(): Temporal.Instant
}

/** Puts a backup in the database's place. @throws BroadsheetError where it cannot, or somebody has the database open */
export async function restoreDatabase(ports: RestorePorts, file: string): Promise<DatabaseRestore> {
  const { kept, paused } = await ports.restore(file, ports.clock())
  return { database: ports.database, file, kept: kept ?? null, paused, problems: [] }
}
