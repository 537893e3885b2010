import { onTestFinished } from 'vitest'
import type { DebianPostgres } from '../../../bench/debian-postgres.ts'
import { numbersFile } from '../../../src/store/given-numbers.ts'
import { type Store, storeIn } from '../../../src/store/open-store.ts'
import { jobsSchema } from '../../../src/store/postgres/jobs.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { openPool } from '../../../src/store/postgres/pool.ts'
import { at, idsInTurn, type TestDatabase } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { ITS_OWN_TIME } from './its-own-time.ts'

let schemas = 0
const newId = idsInTurn()

/** A fresh schema, that is gone after the test. Gives the URL for it. */
export async function freshSchema(server: DebianPostgres, settings = ''): Promise<string> {
  const schema = `test_${++schemas}`
  await server.ask(`create schema ${schema} authorization broadsheet`, 'broadsheet')
  onTestFinished(async () => {
    await server.ask(`drop schema ${schema} cascade`, 'broadsheet')
    await server.ask(`drop schema if exists ${jobsSchema(schema)} cascade`, 'broadsheet')
  })
  return `${server.url}?options=${encodeURIComponent(`-csearch_path=${schema}${settings}`)}`
}

/** Opens stores, each with connections of its own, that are closed after the test. */
export function storesOn(url: string): (folder?: string) => Promise<Store> {
  const dir = aFolder({})
  const stores: Store[] = []
  onTestFinished(async () => {
    for (const store of stores) await store.close().catch(() => {})
  })
  return async (folder = dir) => {
    const opened = await openPostgresPool(openPool(url), 'a test’s', ITS_OWN_TIME)
    const store = await storeIn(opened, numbersFile(url, folder), { now: at(0), newId })
    stores.push(store)
    return store
  }
}

export async function newServerDatabase(server: DebianPostgres): Promise<TestDatabase> {
  const openAgain = storesOn(await freshSchema(server))
  return { store: await openAgain(), openAgain }
}
