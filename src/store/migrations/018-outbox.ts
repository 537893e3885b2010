import type { Migration } from './migration.ts'

/** Mails that are no edition's: confirmations, notices and the like. */
export const outbox: Migration = ({ key }) => [
  // Its columns from `state` on are those of deliveries. `content` is JSON; mails in a last state go after a month.
  `create table outbox (
    id ${key},
    kind text not null,
    handle text not null unique,
    content text not null,
    address text not null,
    address_key text,
    newsletter_id text,
    unique_name text unique,
    put_at bigint not null,
    state text not null,
    reason text,
    state_at bigint not null,
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
    worker_id bigint
  )`,
  // Finds what to send next.
  'create index outbox_by_state on outbox (state, due_at)',
  'create index outbox_of_address on outbox (address_key)',
]
