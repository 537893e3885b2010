import { createHmac } from 'node:crypto'
import { settledHashKey } from './hash-keys.ts'
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

/** Looks first, and writes only where there is something: most of the time there is nothing. */
export async function forgetOld(db: Db, times: Times): Promise<void> {
  if (await hasOld(db, 'sign_ups', 'at', times.signUpsBefore))
    await write(db, (trx) => trx.deleteFrom('sign_ups').where('at', '<', times.signUpsBefore).execute())
  if (await hasOld(db, 'address_changes', 'at', times.signUpsBefore))
    await write(db, (trx) => trx.deleteFrom('address_changes').where('at', '<', times.signUpsBefore).execute())
  if (await hasOld(db, 'limits', 'ends_at', times.now))
    await write(db, (trx) => trx.deleteFrom('limits').where('ends_at', '<', times.now).execute())
  while (await hasNetworks(db, times.networksBefore)) await write(db, (trx) => hashNetworks(trx, times.networksBefore))
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
async function hashNetworks(trx: Trx, before: number): Promise<void> {
  const key = await settledHashKey(trx, 'network_key')
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
