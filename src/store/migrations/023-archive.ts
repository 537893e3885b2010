import type { Migration } from './migration.ts'

/** Every number that went out, from the moment its recipients were frozen. */
export const archive: Migration = ({ wordIndex }) => [
  // `words`: what it is found by; null until they are read from an older number's mail (archive.ts).
  `create table archive (
    edition_id bigint primary key references editions (id),
    newsletter_id text not null,
    number bigint not null,
    words text
  )`,
  'create unique index archive_by_number on archive (newsletter_id, number)',
  'create index archive_of_newsletter on archive (newsletter_id, edition_id)',
  'create index archive_unread on archive (edition_id) where words is null',
  ...wordIndex('archive', 'edition_id', 'words'),
  `insert into archive (edition_id, newsletter_id, number)
  select id, newsletter_id, number from editions
  where number is not null and candidate_count is not null
    and exists (select 1 from variants where variants.edition_id = editions.id)`,
]
