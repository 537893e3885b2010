import type { Migration } from './migration.ts'

/** The tables of the first release. Times are epoch milliseconds UTC, lists and objects JSON texts, booleans 0 or 1. */
export const firstTables: Migration = ({ key }) => [
  // What the site's posts were at the last scan. A row is never deleted: its entry's id must not be given twice.
  `create table posts (
    id text primary key,
    entry_id text not null unique,
    path text not null,
    url_path text not null,
    aliases text not null,
    title text not null,
    hash text not null,
    published_at bigint not null,
    published_offset text not null,
    first_seen_at bigint not null,
    changed_at bigint not null,
    live integer not null,
    gone_at bigint,
    moved_from text
  )`,

  `create table newsletters (
    id text primary key,
    first_seen_at bigint not null
  )`,

  // When a post became new for a newsletter; null: adopted, which counts as already sent.
  `create table newsletter_posts (
    newsletter_id text not null references newsletters (id),
    post_id text not null references posts (id),
    new_at bigint,
    primary key (newsletter_id, post_id)
  )`,

  `create table subscribers (
    id ${key},
    handle text not null unique,
    address text not null,
    address_key text not null unique,
    name text,
    created_at bigint not null
  )`,

  `create table subscriptions (
    id ${key},
    handle text not null unique,
    subscriber_id bigint not null references subscribers (id),
    newsletter_id text not null,
    cadence text not null,
    topics text not null,
    since bigint not null,
    state text not null,
    state_at bigint not null,
    unique (subscriber_id, newsletter_id)
  )`,
  // Finds an edition's candidates.
  'create index subscriptions_candidates on subscriptions (newsletter_id, cadence, state)',

  // Append-only.
  `create table consents (
    id ${key},
    subscriber_id bigint not null references subscribers (id),
    newsletter_id text not null,
    action text not null,
    at bigint not null,
    source text not null
  )`,
  'create index consents_of_subscriber on consents (subscriber_id)',

  // By address and not by subscriber: an address may be suppressed before, and after, anybody subscribes with it.
  `create table suppressions (
    address_key text primary key,
    reason text not null,
    at bigint not null,
    note text
  )`,

  `create table plans (
    id text primary key,
    newsletter_id text not null,
    cadence text not null,
    created_at bigint not null,
    expires_at bigint not null,
    body text not null
  )`,
  `create table plan_recipients (
    plan_id text not null references plans (id) on delete cascade,
    subscriber_id bigint not null,
    mask bigint not null,
    primary key (plan_id, subscriber_id)
  )`,

  `create table editions (
    id ${key},
    newsletter_id text not null,
    number integer,
    cadence text not null,
    due_at bigint,
    state text not null,
    reason text,
    state_at bigint not null,
    created_at bigint not null,
    approved_at bigint,
    transport text not null,
    plan_id text,
    subject text not null,
    headers text,
    candidate_count integer,
    unique (newsletter_id, number),
    unique (newsletter_id, cadence, due_at)
  )`,
  'create index editions_by_state on editions (state)',
  `create table edition_steps (
    id ${key},
    edition_id bigint not null references editions (id),
    state text not null,
    reason text,
    at bigint not null
  )`,
  'create index edition_steps_of_edition on edition_steps (edition_id)',
  // new_at null: named outright by an operator, so that nobody's since applies.
  `create table edition_posts (
    edition_id bigint not null references editions (id),
    post_id text not null references posts (id),
    position integer not null,
    new_at bigint,
    tags text not null,
    primary key (edition_id, position)
  )`,

  `create table variants (
    id ${key},
    edition_id bigint not null references editions (id),
    mask bigint not null,
    language text not null,
    subject text not null,
    preheader text not null,
    html text not null,
    text text not null
  )`,
  'create unique index variants_of_edition on variants (edition_id, mask)',
  `create table variant_posts (
    variant_id bigint not null references variants (id),
    post_id text not null references posts (id),
    primary key (variant_id, post_id)
  )`,
  // Finds the editions in which a post was sent before.
  'create index variant_posts_by_post on variant_posts (post_id)',

  // Candidates that got no delivery, by reason.
  `create table exclusions (
    edition_id bigint not null references editions (id),
    reason text not null,
    count integer not null,
    primary key (edition_id, reason)
  )`,

  // The ledger.
  `create table deliveries (
    id ${key},
    edition_id bigint not null references editions (id),
    subscriber_id bigint not null references subscribers (id),
    subscription_id bigint not null references subscriptions (id),
    variant_id bigint not null references variants (id),
    address text not null,
    state text not null,
    reason text,
    state_at bigint not null,
    queued_at bigint not null,
    first_at bigint,
    sending_at bigint,
    attempts integer not null default 0,
    uncertain_count integer not null default 0,
    due_at bigint,
    reply_code integer,
    reply_enhanced text,
    reply_text text,
    relay_id text,
    server text,
    error text,
    unique (edition_id, subscriber_id)
  )`,
  // Finds what to send next, and counts by state.
  'create index deliveries_by_state on deliveries (edition_id, state, due_at)',
  // Finds what one person was sent.
  'create index deliveries_of_subscriber on deliveries (subscriber_id)',

  // One holder at a time; the fence grows with each new one, so that a holder that slept too long is told apart.
  `create table leases (
    name text primary key,
    holder text,
    fence bigint not null,
    expires_at bigint not null
  )`,
]
