import type { Migration } from './migration.ts'

/** When and where a publication was last planned, so that a copy of it does not send by itself. */
export const planningGaps: Migration = () => [
  // One row. `place`: an installation, by the file in its data folder.
  'create table last_planned (name text primary key, place text not null, at bigint not null)',
  // Newsletters that came due while nobody planned on this database, and another copy of it may have; until an operator decides.
  'create table planning_gaps (newsletter_id text primary key, since bigint not null, until bigint not null)',
]
