import type { Migration } from './migration.ts'

/** A subscription may pause, and a consent says what the person had before them. */
export const pausesAndProof: Migration = () => [
  'alter table subscriptions add column paused_until bigint',
  // Finds pauses that are over.
  "create index subscriptions_paused on subscriptions (paused_until) where state = 'paused'",
  'alter table consents add column form text',
  'alter table consents add column wording integer',
  'alter table consents add column language text',
  // The address as long as it is kept, and a keyed hash of it afterwards.
  'alter table consents add column network text',
  'alter table consents add column network_hash text',
  'create index consents_with_network on consents (at) where network is not null',
]
