import type { Generated } from 'kysely'
import type { DeliveryState } from '../deliveries/delivery.ts'
import type { ExclusionReason } from '../editions/audience.ts'
import type { EditionState } from '../editions/edition.ts'
import type { AddressChangeEnding } from '../subscribers/address-change.ts'
import type { ConsentAction, SubscriptionState, SuppressionReason } from '../subscribers/subscriber.ts'
import type { InboxesTable, ReportsTable } from './report-tables.ts'

/**
 * The tables as Kysely sees them; what they are for stands in migrations/. Every `*_at`, `since` and the like is an
 * integer of epoch milliseconds in UTC; lists and objects are JSON texts. Only the store sees these rows.
 */
export interface Tables {
  meta: { key: string; value: string }
  posts: PostsTable
  newsletters: { id: string; first_seen_at: number }
  schedules: SchedulesTable
  newsletter_posts: NewsletterPostsTable
  post_names: { name: string; post_id: string }
  subscribers: SubscribersTable
  subscriptions: SubscriptionsTable
  consents: ConsentsTable
  suppressions: { address_key: string; reason: SuppressionReason; at: number; note: string | null }
  suppression_steps: SuppressionStepsTable
  sign_ups: SignUpsTable
  address_changes: AddressChangesTable
  limits: { name: string; points: number; ends_at: number }
  erasures: { hash: string; at: number }
  erasure_steps: ErasureStepsTable
  plans: PlansTable
  plan_recipients: { plan_id: string; subscriber_id: number; mask: number }
  editions: EditionsTable
  numbers_seen: { newsletter_id: string; number: number }
  edition_steps: EditionStepsTable
  edition_inputs: { edition_id: number; input: string }
  edition_posts: { edition_id: number; post_id: string; position: number; new_at: number | null; tags: string }
  variants: VariantsTable
  variant_posts: { variant_id: number; post_id: string }
  archive: { edition_id: number; newsletter_id: string; number: number; words: string | null }
  corrections: { edition_id: number; corrected_id: number; number: number; html: string; at: number }
  exclusions: { edition_id: number; reason: ExclusionReason; count: number }
  deliveries: DeliveriesTable
  outbox: OutboxTable
  reports: ReportsTable
  inboxes: InboxesTable
  server_use: { server: string; slot_at: number; count: number }
  servers: { name: string; first_used_at: number }
  server_limits: { server: string; connections: number; at: number }
  hub_topics: { url: string; hash: string; due_at: number | null; attempts: number; error: string | null }
  feed_readers: { day: string; path: string; reader: string; subscribers: number }
  leave_given: { name: string; due_at: number }
  leases: { name: string; holder: string | null; fence: number; expires_at: number }
  open_problems: { part: string; problems: string; since: number }
  last_planned: { name: string; place: string; at: number }
  planning_gaps: { newsletter_id: string; since: number; until: number }
  processes: ProcessesTable
  workers: WorkersTable
  held_parts: { job_id: string; worker_id: number; edition_id: number; first_id: number; last_id: number }
  /** Temporary, while an audience is looked at (audience.ts). */
  audience: AudienceTable
  audience_topics: { topics: string; mask: number }
  audience_hours: { own_hour: number; timezone: string; due_at: number }
}

export interface AudienceTable {
  subscriber_id: number
  subscription_id: number | null
  mask: number
  reason: ExclusionReason | null
  /** 1: their mail waits for the one that it corrects. */
  waits: Generated<number>
}

export interface SchedulesTable {
  newsletter_id: string
  cadence: string
  expression: string
  since: number
  waiting: string | null
  waiting_since: number | null
  waiting_over: Generated<number>
}

export interface NewsletterPostsTable {
  newsletter_id: string
  post_id: string
  new_at: number | null
  left_out: string | null
  adopted_from: number | null
  released_at: number | null
}

export interface EditionStepsTable {
  id: Generated<number>
  edition_id: number
  state: EditionState
  reason: string | null
  at: number
  why: string | null
}

export interface PostsTable {
  id: string
  entry_id: string
  path: string
  url_path: string
  aliases: string
  title: string
  hash: string
  published_at: number
  published_offset: string
  first_seen_at: number
  changed_at: number
  live: number
  gone_at: number | null
  moved_from: string | null
}

export interface SubscribersTable {
  id: Generated<number>
  handle: string
  address: string
  address_key: string
  name: string | null
  created_at: number
  language: Generated<string | null>
  own_hour: Generated<number | null>
  timezone: Generated<string | null>
}

export interface SubscriptionsTable {
  id: Generated<number>
  handle: string
  subscriber_id: number
  newsletter_id: string
  cadence: string
  topics: string
  since: number
  state: SubscriptionState
  state_at: number
  paused_until: number | null
  feed_since: number | null
}

export interface AddressChangesTable {
  id: Generated<number>
  subscriber_id: number
  new_handle: string
  old_handle: string
  address: string
  address_key: string
  at: number
  new_agreed_at: number | null
  old_agreed_at: number | null
  ending: AddressChangeEnding | null
  ended_at: number | null
}

export interface ConsentsTable {
  id: Generated<number>
  subscriber_id: number
  newsletter_id: string
  action: ConsentAction
  at: number
  source: string
  form: string | null
  wording: number | null
  language: string | null
  network: string | null
  network_hash: string | null
}

export interface SignUpsTable {
  id: Generated<number>
  handle: string
  address: string
  address_key: string
  newsletters: string
  cadence: string | null
  topics: string
  language: string
  form: string
  wording: number
  network: string | null
  at: number
  confirmed_at: number | null
}

export interface ProcessesTable {
  id: string
  command: string
  pid: number
  started: string
  host: string
  boot: string
  version: string
  config_file: string
  settings_hash: string
  settings: string
  problem: string | null
  since: number
}

export interface WorkersTable {
  id: Generated<number>
  holder: string
  host: string
  boot: string
  pid: number
  started: string
  since: number
  heard_at: number
  sent: Generated<number>
  per_minute: Generated<number>
}

export interface SuppressionStepsTable {
  id: Generated<number>
  address_key: string
  action: 'suppressed' | 'lifted'
  reason: SuppressionReason
  at: number
  source: string
  note: string | null
}

export interface ErasureStepsTable {
  id: Generated<number>
  hash: string
  action: 'erased' | 'lifted'
  at: number
  source: string
  counts: string | null
}

export interface PlansTable {
  id: string
  newsletter_id: string
  cadence: string
  created_at: number
  expires_at: number
  body: string
}

export interface EditionsTable {
  id: Generated<number>
  newsletter_id: string
  number: number | null
  cadence: string
  due_at: number | null
  state: EditionState
  reason: string | null
  state_at: number
  created_at: number
  approved_at: number | null
  transport: 'smtp' | 'mailbox'
  plan_id: string | null
  subject: string
  headers: string | null
  candidate_count: number | null
  birth: string | null
  why: string | null
  told_at: number | null
  recipient_count: number | null
  config_file: string | null
  settings_hash: string | null
  settings: string | null
  program_version: string | null
  trial: number | null
  repeats: Generated<number>
  starts_at: number | null
  correction: string | null
}

export interface VariantsTable {
  id: Generated<number>
  edition_id: number
  mask: number
  language: string
  subject: string
  preheader: string
  html: string
  text: string
  placeholder: string | null
  dated_at: Generated<number>
}

/** How far the sending of a delivery, or of a mail of the outbox, is. */
interface SentColumns {
  state: DeliveryState
  reason: string | null
  state_at: number
  first_at: number | null
  sending_at: number | null
  due_at: number | null
  reply_code: number | null
  reply_enhanced: string | null
  reply_text: string | null
  relay_id: string | null
  server: string | null
  error: string | null
  worker_id: number | null
}

export interface OutboxTable extends SentColumns {
  id: Generated<number>
  kind: string
  handle: string
  content: string
  address: string
  address_key: string | null
  newsletter_id: string | null
  unique_name: string | null
  put_at: number
  attempts: Generated<number>
  uncertain_count: Generated<number>
}

export interface DeliveriesTable extends SentColumns {
  id: Generated<number>
  edition_id: number
  subscriber_id: number
  subscription_id: number
  variant_id: number
  address: string
  queued_at: number
  attempts: number
  uncertain_count: number
  not_before: Generated<number | null>
}
