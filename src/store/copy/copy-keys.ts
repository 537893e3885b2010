import { HASH_KEYS } from '../hash-keys.ts'
import { type Db, type Trx, write } from '../transaction.ts'

/**
 * Of `meta`, what hashes are made with: without it, an address that was erased would be a stranger's to the copy, and might
 * be imported again.
 */
export async function copyKeys(source: Trx, target: Db): Promise<void> {
  const keys = await source.selectFrom('meta').selectAll().where('key', 'in', HASH_KEYS).execute()
  if (keys.length > 0) await write(target, (trx) => trx.insertInto('meta').values(keys).execute())
}
