import type { Migration } from './migration.ts'

/** What a delivery refers to. */
export const LEDGER_REFERENCES = [
  { table: 'deliveries', column: 'edition_id', parent: 'editions', key: 'id' },
  { table: 'deliveries', column: 'subscriber_id', parent: 'subscribers', key: 'id' },
  { table: 'deliveries', column: 'subscription_id', parent: 'subscriptions', key: 'id' },
  { table: 'deliveries', column: 'variant_id', parent: 'variants', key: 'id' },
]

/**
 * A delivery is written by one statement that reads those from their tables, and none of them is deleted while it refers to them. A server that
 * looks each of a million up again, and locks it, takes twice as long to start an edition: there `db check` looks instead.
 */
export const ledgerReferences: Migration = ({ uncheckedReference }) =>
  LEDGER_REFERENCES.flatMap(({ table, column }) => uncheckedReference(table, column))
