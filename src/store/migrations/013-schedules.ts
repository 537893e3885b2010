import type { Migration } from './migration.ts'

/** Since when each schedule is what it is; and what finds the few mails whose fate was unknown. */
export const schedules: Migration = () => [
  // One row a cadence that is scheduled. `expression`: the cron expression and the time zone. `since`: when it was first
  // seen; what was due before counts for nothing.
  `create table schedules (
    newsletter_id text not null references newsletters (id),
    cadence text not null,
    expression text not null,
    since bigint not null,
    primary key (newsletter_id, cadence)
  )`,
  // Of newsletters of older versions nobody wrote it down: theirs were always so.
  "insert into schedules (newsletter_id, cadence, expression, since) select id, '', '', 0 from newsletters",

  'create index deliveries_uncertain on deliveries (edition_id) where uncertain_count > 0',
]
