import type { DeliveryCounts } from '../deliveries/edition-progress.ts'
import type { Db } from './transaction.ts'

/** An edition's deliveries by state. */
export async function countDeliveries(db: Db, editionId: number): Promise<DeliveryCounts> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('edition_id', '=', editionId)
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
