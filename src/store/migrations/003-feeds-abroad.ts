import type { Migration } from './migration.ts'

/** What is told of feeds to others, and what others tell of them. */
export const feedsAbroad: Migration = () => [
  // Each feed document that a WebSub hub is told of, with the hash of the bytes that it was last seen with. `due_at`: the
  // hub is still to be told of them; null: it was, or will not be any more.
  `create table hub_topics (
    url text primary key,
    hash text not null,
    due_at bigint,
    attempts integer not null default 0,
    error text
  )`,
  'create index hub_topics_due on hub_topics (due_at)',

  // How many subscribers a reader said that it fetches a feed for: the most of a day in the site's zone.
  `create table feed_readers (
    day text not null,
    path text not null,
    reader text not null,
    subscribers integer not null,
    primary key (day, path, reader)
  )`,
]
