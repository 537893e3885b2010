import type { Tables } from '../tables.ts'

export type CopiedTable = Exclude<
  keyof Tables,
  'meta' | 'held_parts' | 'leave_given' | 'audience' | 'audience_topics' | 'audience_hours'
>

/**
 * Every table, each after those that it refers to, with its primary key. `meta` says what the database is, and is written apart, with the keys of hashes; `held_parts` and
 * `leave_given` are for as long as somebody delivers.
 */
export const COPIED_TABLES: { table: CopiedTable; key: string[] }[] = [
  { table: 'posts', key: ['id'] },
  { table: 'newsletters', key: ['id'] },
  { table: 'schedules', key: ['newsletter_id', 'cadence'] },
  { table: 'newsletter_posts', key: ['newsletter_id', 'post_id'] },
  { table: 'post_names', key: ['name'] },
  { table: 'subscribers', key: ['id'] },
  { table: 'subscriptions', key: ['id'] },
  { table: 'consents', key: ['id'] },
  { table: 'suppressions', key: ['address_key'] },
  { table: 'sign_ups', key: ['id'] },
  { table: 'address_changes', key: ['id'] },
  { table: 'limits', key: ['name'] },
  { table: 'suppression_steps', key: ['id'] },
  { table: 'erasures', key: ['hash'] },
  { table: 'erasure_steps', key: ['id'] },
  { table: 'plans', key: ['id'] },
  { table: 'plan_recipients', key: ['plan_id', 'subscriber_id'] },
  { table: 'numbers_seen', key: ['newsletter_id'] },
  { table: 'last_planned', key: ['name'] },
  { table: 'planning_gaps', key: ['newsletter_id'] },
  { table: 'editions', key: ['id'] },
  { table: 'edition_steps', key: ['id'] },
  { table: 'edition_inputs', key: ['edition_id'] },
  { table: 'edition_posts', key: ['edition_id', 'position'] },
  { table: 'variants', key: ['id'] },
  { table: 'variant_posts', key: ['variant_id', 'post_id'] },
  { table: 'archive', key: ['edition_id'] },
  { table: 'corrections', key: ['edition_id'] },
  { table: 'exclusions', key: ['edition_id', 'reason'] },
  { table: 'deliveries', key: ['id'] },
  { table: 'outbox', key: ['id'] },
  { table: 'reports', key: ['id'] },
  { table: 'inboxes', key: ['name'] },
  { table: 'server_use', key: ['server', 'slot_at'] },
  { table: 'servers', key: ['name'] },
  { table: 'server_limits', key: ['server'] },
  { table: 'hub_topics', key: ['url'] },
  { table: 'feed_readers', key: ['day', 'path', 'reader'] },
  { table: 'leases', key: ['name'] },
  { table: 'open_problems', key: ['part'] },
  { table: 'processes', key: ['id'] },
  { table: 'workers', key: ['id'] },
]

/** Made with the others, and left empty. */
export const UNCOPIED_TABLES = ['held_parts', 'leave_given'] as const

/** Those that number their rows, and never give a number twice. */
export const NUMBERED_TABLES: CopiedTable[] = [
  'subscribers',
  'subscriptions',
  'consents',
  'suppression_steps',
  'sign_ups',
  'erasure_steps',
  'address_changes',
  'editions',
  'edition_steps',
  'variants',
  'deliveries',
  'outbox',
  'workers',
]
