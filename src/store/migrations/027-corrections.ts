import type { Migration } from './migration.ts'

/** Mails that correct an edition: each is an edition without a number, and stands below that one's. */
export const corrections: Migration = () => [
  'alter table editions add column correction text',
  `create table corrections (
    edition_id bigint primary key references editions (id),
    corrected_id bigint not null references editions (id),
    number bigint not null,
    html text not null,
    at bigint not null,
    unique (corrected_id, number)
  )`,
]
