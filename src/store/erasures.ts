import { randomBytes } from 'node:crypto'
import type { Actor } from '../subscribers/actor.ts'
import { type Erased, erasureHash } from '../subscribers/erasure.ts'
import type { Db, Trx } from './transaction.ts'

/** Of `meta`: made once, by the first erasure, and never changed. `db copy` takes it along. */
export const ERASURE_KEY = 'erasure_key'
const KEY_BYTES = 32

/** Was the address erased, and did nobody confirm since that they want mail there? */
export async function isErased(db: Db | Trx, addressKey: string): Promise<boolean> {
  return (await erasedAmong(db, [addressKey])).size > 0
}

/** Which of these addresses were erased. */
export async function erasedAmong(db: Db | Trx, addressKeys: string[]): Promise<Set<string>> {
  const key = await erasureKey(db)
  if (key === undefined) return new Set()
  const hashes = new Map(addressKeys.map((addressKey) => [erasureHash(key, addressKey), addressKey]))
  const rows = await db
    .selectFrom('erasures')
    .select('hash')
    .where('hash', 'in', [...hashes.keys()])
    .execute()
  return new Set(rows.flatMap(({ hash }) => hashes.get(hash) ?? []))
}

/** Somebody confirmed that they want mail at this address again. False where it was not erased. */
export async function liftErasure(trx: Trx, addressKey: string, at: number, source: Actor): Promise<boolean> {
  const key = await erasureKey(trx)
  if (key === undefined) return false
  const hash = erasureHash(key, addressKey)
  const lifted = await trx.deleteFrom('erasures').where('hash', '=', hash).returning('hash').executeTakeFirst()
  if (!lifted) return false
  await trx.insertInto('erasure_steps').values({ hash, action: 'lifted', at, source, counts: null }).execute()
  return true
}

/** Writes down that an address was erased, and what of it. */
export async function recordErasure(trx: Trx, hash: string, at: number, source: Actor, erased: Erased): Promise<void> {
  await trx
    .insertInto('erasures')
    .values({ hash, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const counts = JSON.stringify(erased)
  await trx.insertInto('erasure_steps').values({ hash, action: 'erased', at, source, counts }).execute()
}

/** Undefined where nobody was erased yet. */
export async function erasureKey(db: Db | Trx): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', ERASURE_KEY).executeTakeFirst()
  return row?.value
}

/** The key, which is made where there is none. */
export async function settledErasureKey(trx: Trx): Promise<string> {
  const value = randomBytes(KEY_BYTES).toString('base64url')
  await trx
    .insertInto('meta')
    .values({ key: ERASURE_KEY, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await erasureKey(trx)) ?? value
}
