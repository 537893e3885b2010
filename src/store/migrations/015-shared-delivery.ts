import type { Migration } from './migration.ts'

/** Several workers on one database: who has which part of an edition, and how fast each is. */
export const sharedDelivery: Migration = () => [
  // The parts of editions that workers have now: their deliveries by id, and the job of pg-boss that stands for each. One
  // whose worker is over is handed on.
  `create table held_parts (
    job_id text primary key,
    worker_id bigint not null,
    edition_id bigint not null,
    first_id bigint not null,
    last_id bigint not null
  )`,
  // Messages that had an outcome by it, and how many a minute at the last count.
  'alter table workers add column sent bigint not null default 0',
  'alter table workers add column per_minute bigint not null default 0',
]
