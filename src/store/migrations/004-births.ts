import type { Migration } from './migration.ts'

/** What keeps a restored database from giving again what it does not know that it gave. */
export const births: Migration = () => [
  // Random, made with the edition: a part of its mails' Message-IDs. Null for those of older versions, which have none.
  'alter table editions add column birth text',

  // The highest number beside the database (given-numbers.ts) that an operator has answered for, by `adopt`, although this
  // database does not know the editions up to it.
  `create table numbers_seen (
    newsletter_id text primary key,
    number integer not null
  )`,
]
