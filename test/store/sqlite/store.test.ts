import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { storeContract } from '../../contract/store/store-contract.ts'
import { at, idsInTurn, type TestDatabase } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'

storeContract('SQLite', newSqliteDatabase)

async function newSqliteDatabase(): Promise<TestDatabase> {
  const dir = aFolder({})
  const stores: Store[] = []
  const newId = idsInTurn()
  const openAgain = async (folder = dir) => {
    const url = `sqlite:${join(dir, 'broadsheet.db')}`
    const store = await openStore({ url, numbersDir: folder, now: at(0), newId })
    stores.push(store)
    return store
  }
  onTestFinished(async () => {
    for (const store of stores) await store.close()
  })
  return { store: await openAgain(), openAgain }
}
