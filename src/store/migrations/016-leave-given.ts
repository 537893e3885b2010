import type { Migration } from './migration.ts'

/** Limits that hold for all workers together. */
export const leaveGiven: Migration = () => [
  // Of a server, a recipients' domain or an edition that is spread: until when leave to send is given away.
  'create table leave_given (name text primary key, due_at bigint not null)',
]
