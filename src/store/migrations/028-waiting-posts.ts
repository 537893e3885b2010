import type { Migration } from './migration.ts'

/** What a cadence that starts on publication waits for. */
export const waitingPosts: Migration = () => [
  // `waiting`: the hashes of published posts that are in no edition of it, by id. `waiting_since`: when the last of them came or
  // was changed. `waiting_over`: they start nothing any more.
  'alter table schedules add column waiting text',
  'alter table schedules add column waiting_since bigint',
  'alter table schedules add column waiting_over integer not null default 0',
]
