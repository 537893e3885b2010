import type { Migration } from './migration.ts'

/** A subscription may be read in a feed in place of mails: what became new after this is in it. */
export const privateFeeds: Migration = () => ['alter table subscriptions add column feed_since bigint']
