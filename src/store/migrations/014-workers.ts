import type { Migration } from './migration.ts'

/** Who delivers, each with a lease of its own, and who sends what. */
export const workers: Migration = ({ key }) => [
  // One row for each process that delivers, for as long as it may write. `id` is its fence: never given twice, and whoever
  // finds its row gone was declared over. `holder`, `host`, `boot`, `pid` and `started` are those of processes.
  `create table workers (
    id ${key},
    holder text not null,
    host text not null,
    boot text not null,
    pid integer not null,
    started text not null,
    since bigint not null,
    heard_at bigint not null
  )`,
  // The worker that is sending it; null as long as nobody is.
  'alter table deliveries add column worker_id bigint',
]
