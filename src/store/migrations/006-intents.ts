import type { Migration } from './migration.ts'

/** Who delivers, with which settings, and what each edition was made for. */
export const intents: Migration = () => [
  // One row for each program that delivers or waits to; `id` is the name by which it holds a lease (leases.holder).
  // `pid` and `started` say which process of `boot` (the kernel's boot and the pid namespace) on `host` it is; '' where
  // the system does not say. `settings`: what matters for sending, key by key, secrets as keyed hashes. `problem`: why a
  // changed configuration was not taken.
  `create table processes (
    id text primary key,
    command text not null,
    pid integer not null,
    started text not null,
    host text not null,
    boot text not null,
    version text not null,
    config_file text not null,
    settings_hash text not null,
    settings text not null,
    problem text,
    since bigint not null
  )`,

  // What an edition was made for, as its maker's row of processes would have it; null for those of older versions.
  'alter table editions add column config_file text',
  'alter table editions add column settings_hash text',
  'alter table editions add column settings text',
  'alter table editions add column program_version text',

  // Trials in a capture mailbox are counted apart, so that they use up no number: weekly/trial-3.
  'alter table editions add column trial integer',
  `update editions set trial = number, number = null where transport = 'mailbox' and number is not null`,
  'create unique index editions_by_trial on editions (newsletter_id, trial)',
  // 1: a trial by hand brings again what earlier trials brought.
  'alter table editions add column repeats integer not null default 0',
]
