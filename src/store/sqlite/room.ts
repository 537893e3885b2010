import type Database from 'better-sqlite3'

/** What a connection keeps in memory, in KiB, and how many pages its log grows by before they go into the database. */
export interface Room {
  cache: number
  log: number
}

/** better-sqlite3 would keep 16 MB for each connection, but the ledger is worked through once, in order. */
export const USUAL_ROOM: Room = { cache: 4_000, log: 1_000 }

/** For many rows under random handles: nearly each touches a page of its own in two indexes. */
export const MUCH_ROOM: Room = { cache: 64_000, log: 16_000 }

/** For an import, whose handles stand together: what it touches all over the database is the index of addresses. */
export const MORE_ROOM: Room = { cache: 16_000, log: 8_000 }

export function giveRoom(database: Database.Database, { cache, log }: Room): void {
  database.pragma(`cache_size = -${cache}`)
  database.pragma(`wal_autocheckpoint = ${log}`)
}
