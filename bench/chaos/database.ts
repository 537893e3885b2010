import type { DebianPostgres } from '../debian-postgres.ts'
import type { LedgerReader } from './ledger.ts'
import type { SmallDisk } from './small-disk.ts'

/** Where the publication lives: what can befall it depends on what it is. */
export interface ChaosDatabase {
  /** As in broadsheet.toml. */
  url: string
  ledger: LedgerReader
  /** A server, which has a clock of its own and several who deliver. */
  server?: ServerWithClock
  /** A file's disk, where it can be filled. */
  disk?: SmallDisk
  close(): Promise<void>
}

export interface ServerWithClock extends Pick<DebianPostgres, 'end' | 'begin' | 'cutConnections' | 'whileHanging'> {
  /** Off from the real time by as many milliseconds. */
  setClock(offset: number): Promise<void>
}
