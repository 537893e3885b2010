import type { Actor } from '../subscribers/actor.ts'
import { type Erased, erasureHash } from '../subscribers/erasure.ts'
import { hashKey } from './hash-keys.ts'
import type { Db, Trx } from './transaction.ts'

/** Was the address erased, and did nobody confirm since that they want mail there? */
export async function isErased(db: Db | Trx, addressKey: string): Promise<boolean> {
  return (await erasedAmong(db, [addressKey])).size > 0
}

/** Which of these addresses were erased. */
export async function erasedAmong(db: Db | Trx, addressKeys: string[]): Promise<Set<string>> {
  const key = await hashKey(db, 'erasure_key')
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
  const key = await hashKey(trx, 'erasure_key')
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
