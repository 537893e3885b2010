import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { storeContract } from '../../contract/store/store-contract.ts'
import { at, type TestDatabase } from '../../contract/store/store-world.ts'

storeContract('SQLite', newSqliteDatabase)

async function newSqliteDatabase(): Promise<TestDatabase> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-store-'))
  const stores: Store[] = []
  let ids = 0
  const openAgain = async () => {
    const newId = () => `id${String(ids++).padStart(14, '0')}`
    const store = await openStore({ url: `sqlite:${join(dir, 'broadsheet.db')}`, now: at(0), newId })
    stores.push(store)
    return store
  }
  onTestFinished(async () => {
    for (const store of stores) await store.close()
    await rm(dir, { recursive: true })
  })
  return { store: await openAgain(), openAgain }
}
