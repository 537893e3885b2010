import type { Migration } from './migration.ts'

/** Who asked for a newsletter by a form, until its owner confirms; and what keeps forms from being used as a weapon. */
export const signUps: Migration = ({ key }) => [
  // Apart from subscribers: what a stranger typed reaches no list before the address's owner has pressed the button.
  `create table sign_ups (
    id ${key},
    handle text not null unique,
    address text not null,
    address_key text not null,
    newsletters text not null,
    cadence text,
    topics text not null,
    language text not null,
    form text not null,
    wording integer not null,
    network text,
    at bigint not null,
    confirmed_at bigint
  )`,
  'create index sign_ups_of_address on sign_ups (address_key)',
  'create index sign_ups_by_time on sign_ups (at)',
  // How often something was asked for, until a window ends.
  'create table limits (name text primary key, points bigint not null, ends_at bigint not null)',
  'create index limits_by_end on limits (ends_at)',
  // In which language somebody is spoken to; null: the site's.
  'alter table subscribers add column language text',
]
