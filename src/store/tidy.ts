import { createHmac } from 'node:crypto'
import { HASHED } from './subscriber-rows.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Epoch milliseconds. */
interface Times {
  signUpsBefore: number
  networksBefore: number
  now: number
}

/** Rows of one transaction. */
const CHUNK = 500
/** Of `meta`; `db copy` takes it along. */
export const NETWORK_KEY = 'network_key'

/** Looks first, and writes only where there is something: most of the time there is nothing. */
export async function forgetOld(db: Db, newId: () => string, times: Times): Promise<void> {
  if (await hasOld(db, 'sign_ups', 'at', times.signUpsBefore))
    await write(db, (trx) => trx.deleteFrom('sign_ups').where('at', '<', times.signUpsBefore).execute())
  if (await hasOld(db, 'address_changes', 'at', times.signUpsBefore))
    await write(db, (trx) => trx.deleteFrom('address_changes').where('at', '<', times.signUpsBefore).execute())
  if (await hasOld(db, 'limits', 'ends_at', times.now))
    await write(db, (trx) => trx.deleteFrom('limits').where('ends_at', '<', times.now).execute())
  while (await hasNetworks(db, times.networksBefore))
    await write(db, (trx) => hashNetworks(trx, newId, times.networksBefore))
}

async function hasOld(
  db: Db,
  table: 'sign_ups' | 'address_changes' | 'limits',
  column: string,
  before: number,
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select(({ lit }) => lit(1).as('one'))
    .where(({ eb, ref }) => eb(ref(column as never), '<', before as never))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function hasNetworks(db: Db, before: number): Promise<boolean> {
  const row = await oldNetworks(db, before).limit(1).executeTakeFirst()
  return row !== undefined
}

function oldNetworks(db: Db | Trx, before: number) {
  return db.selectFrom('consents').select(['id', 'network']).where('network', 'is not', null).where('at', '<', before)
}

/** Who asks whether it was this address can still be answered; whoever reads the table learns none. */
async function hashNetworks(trx: Trx, newId: () => string, before: number): Promise<void> {
  const key = await networkKey(trx, newId)
  for (const { id, network } of await oldNetworks(trx, before).orderBy('id').limit(CHUNK).execute()) {
    const hash = createHmac('sha256', key)
      .update(network ?? '')
      .digest('base64url')
    await trx
      .updateTable('consents')
      .set({ network: null, network_hash: `${HASHED}${hash}` })
      .where('id', '=', id)
      .execute()
  }
}

/** Made once, of this publication's own: no key that signs, and none that changes. */
async function networkKey(trx: Trx, newId: () => string): Promise<string> {
  const known = await trx.selectFrom('meta').select('value').where('key', '=', NETWORK_KEY).executeTakeFirst()
  if (known) return known.value
  const value = newId() + newId()
  await trx.insertInto('meta').values({ key: NETWORK_KEY, value }).execute()
  return value
}
