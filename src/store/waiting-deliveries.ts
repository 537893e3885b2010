import type { WaitingDeliveries } from '../deliveries/edition-progress.ts'
import { optionalInstant } from './instants.ts'
import type { Db } from './transaction.ts'

/** What of an edition was not tried yet, and waits for its reader's hour, or for the mail that it corrects. */
export async function waitingOf(db: Db, editionId: number): Promise<WaitingDeliveries> {
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.count<number>('due_at').as('for_hour'),
      fn.min('due_at').as('next'),
      fn.max('due_at').as('last'),
    ])
    .where('edition_id', '=', editionId)
    .where('state', '=', 'deferred')
    .where('first_at', 'is', null)
    .executeTakeFirstOrThrow()
  const [next, last] = [optionalInstant(row.next), optionalInstant(row.last)]
  return {
    forHour: row.for_hour,
    forMail: row.all - row.for_hour,
    ...(next && last && { next, last }),
  }
}
