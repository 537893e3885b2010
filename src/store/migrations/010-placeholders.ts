import type { Migration } from './migration.ts'

/** What stands in a variant where each message has its own token: of one's own, so that no post can hold it. */
export const placeholders: Migration = () => [
  // Null for those of older versions, which have the one that all had.
  'alter table variants add column placeholder text',
]
