import { ERASURE_KEY, erasureKey } from '../erasures.ts'
import { type Db, type Trx, write } from '../transaction.ts'

/** Without it, an address that was erased would be a stranger's to the copy, and might be imported again. */
export async function copyErasureKey(source: Trx, target: Db): Promise<void> {
  const value = await erasureKey(source)
  if (value === undefined) return
  await write(target, (trx) => trx.insertInto('meta').values({ key: ERASURE_KEY, value }).execute())
}
