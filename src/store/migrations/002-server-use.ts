import type { Migration } from './migration.ts'

/** What was sent through each server, so that its limits outlive a restart. */
export const serverUse: Migration = () => [
  // Messages by stretch of five minutes (deliveries/pace.ts); what no limit looks at any more is deleted.
  `create table server_use (
    server text not null,
    slot_at bigint not null,
    count integer not null,
    primary key (server, slot_at)
  )`,

  // A warm-up counts its days from here.
  `create table servers (
    name text primary key,
    first_used_at bigint not null
  )`,
]
