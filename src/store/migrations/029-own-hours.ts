import type { Migration } from './migration.ts'

/** At what hour of their own day somebody gets mails, and what of an edition waits for that. */
export const ownHours: Migration = () => [
  // Either both or none: 0 to 23, and an IANA name.
  'alter table subscribers add column own_hour bigint',
  'alter table subscribers add column timezone text',
  // When it may be sent, where that is later than its edition's beginning: it waits as `deferred`, and its mail is dated so.
  'alter table deliveries add column not_before bigint',
]
