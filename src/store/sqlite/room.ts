import type Database from 'better-sqlite3'

/** What a connection keeps in memory, in KiB, and how many pages its log grows by before they go into the database. */
interface Room {
  cache: number
  log: number
}

/** better-sqlite3 would keep 16 MB for each connection, but the ledger is worked through once, in order. */
export const USUAL_ROOM: Room = { cache: 4_000, log: 1_000 }

/**
 * For many rows under random handles: nearly each touches a page of its own in two indexes. With the usual room an import
 * of 300,000 read 23 GB through 4 MB of pages, and brought them into the database at each of its transactions.
 */
export const MUCH_ROOM: Room = { cache: 64_000, log: 16_000 }

export function giveRoom(database: Database.Database, { cache, log }: Room): void {
  database.pragma(`cache_size = -${cache}`)
  database.pragma(`wal_autocheckpoint = ${log}`)
}
