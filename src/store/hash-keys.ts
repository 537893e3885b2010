import { randomBytes } from 'node:crypto'
import type { Db, Trx } from './transaction.ts'

/**
 * Of `meta`: what hashes are made with, of addresses that were erased and of networks. Each is made once, of this
 * publication's own, and never changed; it signs nothing. `db copy` takes them along.
 */
export const HASH_KEYS = ['erasure_key', 'network_key'] as const
type HashKey = (typeof HASH_KEYS)[number]

const KEY_BYTES = 32

/** Undefined where nothing was hashed yet. */
export async function hashKey(db: Db | Trx, name: HashKey): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', name).executeTakeFirst()
  return row?.value
}

/** The key, which is made where there is none. */
export async function settledHashKey(trx: Trx, name: HashKey): Promise<string> {
  const known = await hashKey(trx, name)
  if (known !== undefined) return known
  const value = randomBytes(KEY_BYTES).toString('base64url')
  await trx.insertInto('meta').values({ key: name, value }).execute()
  return value
}
