import type { Migration } from './migration.ts'

/** What went wrong and has not come right since, so that it is told once and can be looked at. */
export const openProblems: Migration = () => [
  // A part of what a publication does by itself, with its problems as JSON.
  `create table open_problems (
    part text primary key,
    problems text not null,
    since bigint not null
  )`,
]
