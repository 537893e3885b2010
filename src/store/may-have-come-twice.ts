import { sql } from 'kysely'
import type { Db } from './transaction.ts'

/**
 * May a row of `deliveries` have come twice? Each time that its fate was unknown a mail may have arrived, and one did when a
 * server took it. What an operator settled is as the operator said.
 */
export const mayHaveComeTwice = sql<boolean>`(
  deliveries.uncertain_count > 0 and not (deliveries.state = 'rejected' and coalesce(deliveries.reason, '') = 'operator') and (
    deliveries.uncertain_count > 1 or (
      deliveries.state in ('accepted', 'bounced', 'complained') and coalesce(deliveries.reason, '') <> 'operator'
    )
  )
)`

/** How many mails of these editions may have come twice. */
export async function countComeTwice(db: Db, editionIds: number[]): Promise<number> {
  if (editionIds.length === 0) return 0
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('edition_id', 'in', editionIds)
    // As the index says it, which holds these few alone.
    .where(sql<boolean>`uncertain_count > 0`)
    .where(mayHaveComeTwice)
    .executeTakeFirstOrThrow()
  return row.count
}
