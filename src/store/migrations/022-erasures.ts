import type { Migration } from './migration.ts'

/** Addresses that were erased, by a keyed hash: they are neither imported nor added again. */
export const erasures: Migration = ({ key }) => [
  'create table erasures (hash text primary key, at bigint not null)',
  // Append-only, and without any address. `counts`: what was erased, as JSON.
  `create table erasure_steps (
    id ${key},
    hash text not null,
    action text not null,
    at bigint not null,
    source text not null,
    counts text
  )`,
]
