import type { Migration } from './migration.ts'

/** How each suppression came about and was lifted: append-only, where `suppressions` says what holds now. */
export const suppressionSteps: Migration = ({ key }) => [
  `create table suppression_steps (
    id ${key},
    address_key text not null,
    action text not null,
    reason text not null,
    at bigint not null,
    source text not null,
    note text
  )`,
  'create index suppression_steps_of_address on suppression_steps (address_key)',
  // What was suppressed before this table came: by an import, whose name is the note, by an operator, or by a server.
  `insert into suppression_steps (address_key, action, reason, at, source, note)
  select address_key, 'suppressed', reason, at,
    case when note like 'import %' then note when reason = 'operator' then 'cli' else 'delivery' end, note
  from suppressions order by at, address_key`,
  // A rejected delivery says so where the address does not exist; until now its reply alone did.
  `update deliveries set reason = 'no-such-address'
  where state = 'rejected' and reason is null and reply_enhanced in ('5.1.1', '5.1.10')`,
]
