import type { Migration } from './migration.ts'

/** How many connections a server was found to bear, so that the next run begins with them. */
export const serverLimits: Migration = () => [
  `create table server_limits (
    server text primary key,
    connections integer not null,
    at bigint not null
  )`,
]
