import type { Migration } from './migration.ts'

/** What came back of mails: each report of a mail in an inbox, once, and how far each inbox is read. */
export const reports: Migration = ({ key }) => [
  `create table reports (
    id ${key},
    mail_hash text not null,
    position bigint not null,
    inbox text not null,
    at bigint not null,
    kind text not null,
    action text not null,
    reason text not null,
    status text,
    code bigint,
    reply text,
    delivery_id bigint not null references deliveries (id),
    subscriber_id bigint not null references subscribers (id),
    unique (mail_hash, position)
  )`,
  'create index reports_of_subscriber on reports (subscriber_id, at)',
  'create index reports_of_delivery on reports (delivery_id)',
  `create table inboxes (
    name text primary key,
    validity text not null,
    last_uid bigint not null,
    at bigint not null,
    understood bigint not null,
    left_alone bigint not null
  )`,
]
