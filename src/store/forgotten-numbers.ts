import type { GivenNumbers } from './given-numbers.ts'
import type { Db, Trx } from './transaction.ts'

/** A database that is older than what was sent: it knows a newsletter's editions up to `known`, and `sent` was sent. */
export interface ForgottenNumbers {
  known: number
  sent: number
}

/** Undefined where the database knows all that was sent, or an operator has said what counts as sent since. */
export async function forgotten(
  db: Db,
  newsletter: string,
  given: GivenNumbers,
): Promise<ForgottenNumbers | undefined> {
  const sent = given.highest(newsletter, 'sent')
  const known = (await sentNumbers(db)).get(newsletter) ?? 0
  const seen = await db
    .selectFrom('numbers_seen')
    .select('number')
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirst()
  return Math.max(known, seen?.number ?? 0) < sent ? { known, sent } : undefined
}

/** An operator has said what counts as sent. */
export async function seeNumbers(trx: Trx, newsletter: string, given: GivenNumbers): Promise<void> {
  const number = given.highest(newsletter, 'sent')
  await trx
    .insertInto('numbers_seen')
    .values({ newsletter_id: newsletter, number })
    .onConflict((conflict) => conflict.column('newsletter_id').doUpdateSet({ number }))
    .execute()
}

/** The highest number of each newsletter whose recipients were frozen, so that mails with it may have left. */
export async function sentNumbers(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('editions')
    .select(({ fn }) => ['newsletter_id', fn.max('number').as('highest')])
    .where('candidate_count', 'is not', null)
    .groupBy('newsletter_id')
    .execute()
  return new Map(rows.flatMap(({ newsletter_id, highest }) => (highest ? [[newsletter_id, highest] as const] : [])))
}
