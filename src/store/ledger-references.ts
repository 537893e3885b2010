/** What a delivery refers to. */
export const LEDGER_REFERENCES = [
  { table: 'deliveries', column: 'edition_id', parent: 'editions', key: 'id' },
  { table: 'deliveries', column: 'subscriber_id', parent: 'subscribers', key: 'id' },
  { table: 'deliveries', column: 'subscription_id', parent: 'subscriptions', key: 'id' },
  { table: 'deliveries', column: 'variant_id', parent: 'variants', key: 'id' },
]
