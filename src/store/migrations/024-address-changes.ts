import type { Migration } from './migration.ts'

/** Changes of address that wait until both addresses have agreed. A link names one side by its handle, which tells nothing by itself. */
export const addressChanges: Migration = ({ key }) => [
  `create table address_changes (
    id ${key},
    subscriber_id bigint not null references subscribers (id),
    new_handle text not null unique,
    old_handle text not null unique,
    address text not null,
    address_key text not null,
    at bigint not null,
    new_agreed_at bigint,
    old_agreed_at bigint,
    ending text,
    ended_at bigint
  )`,
  'create index address_changes_of_subscriber on address_changes (subscriber_id)',
  'create index address_changes_by_time on address_changes (at)',
]
