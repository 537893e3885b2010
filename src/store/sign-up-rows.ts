import type { Selectable } from 'kysely'
import type { SignUp } from '../subscribers/sign-up.ts'
import type { ListedSubscription } from '../subscribers/subscriber.ts'
import { instantOf, optionalInstant } from './instants.ts'
import type { SignUpsTable } from './tables.ts'
import type { Db } from './transaction.ts'

export function signUpOf(row: Selectable<SignUpsTable>): SignUp {
  return {
    handle: row.handle,
    address: row.address,
    key: row.address_key,
    newsletters: JSON.parse(row.newsletters) as string[],
    cadence: row.cadence ?? undefined,
    topics: JSON.parse(row.topics) as string[],
    language: row.language,
    form: row.form,
    wording: row.wording,
    network: row.network ?? undefined,
    at: instantOf(row.at),
    confirmedAt: optionalInstant(row.confirmed_at),
  }
}

/** Of an address, not confirmed, the newest first. */
export async function pendingOf(db: Db, addressKey: string): Promise<SignUp[]> {
  const rows = await db
    .selectFrom('sign_ups')
    .selectAll()
    .where('address_key', '=', addressKey)
    .where('confirmed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(signUpOf)
}

interface PendingFilter {
  newsletter?: string
}

/** As subscriptions are listed, a line for each, by id: what was asked for and not confirmed. */
export async function listPending(
  db: Db,
  { newsletter, after = 0, limit }: PendingFilter & { after?: number; limit: number },
): Promise<ListedSubscription[]> {
  const rows = await pending(db, newsletter).selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()
  return rows.map((row) => {
    const { address, newsletters, cadence = '', topics, at } = signUpOf(row)
    const asked = { newsletter: newsletters.join(', '), cadence, topics }
    return { id: row.id, address, ...asked, state: 'pending', since: at, stateAt: at, createdAt: at }
  })
}

export async function countPending(db: Db, { newsletter }: PendingFilter): Promise<number> {
  const { count } = await pending(db, newsletter)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function pending(db: Db, newsletter: string | undefined) {
  const query = db.selectFrom('sign_ups').where('confirmed_at', 'is', null)
  // A JSON text of ids, in which nothing needs escaping.
  return newsletter === undefined ? query : query.where('newsletters', 'like', `%"${newsletter}"%`)
}
