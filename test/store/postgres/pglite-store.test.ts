import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { storeIn } from '../../../src/store/open-store.ts'
import { Jobs } from '../../../src/store/postgres/jobs.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { handOutContract } from '../../contract/store/hand-out.ts'
import { storeContract } from '../../contract/store/store-contract.ts'
import { at, idsInTurn, type TestDatabase } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { ITS_OWN_TIME } from './its-own-time.ts'
import { newPglite, PglitePool } from './pglite-pool.ts'

/** One for all tests: to start one takes longer than a test. */
let pglite: PGlite
beforeAll(async () => {
  pglite = await newPglite()
})
afterAll(() => pglite.close())

storeContract('PGlite', newPgliteDatabase, 0.2)
describe('handing out on PGlite', () => {
  handOutContract(newPgliteDatabase)

  test('the queues of pg-boss are made and dropped though every other connection is refused', async () => {
    const { db } = await openPostgresPool(new PglitePool(pglite), 'pglite')
    const jobs = new Jobs(new EveryOther(pglite), db, 'pglite')
    onTestFinished(() => jobs.close())
    await jobs.makeQueue('edition-900')
    const boss = await jobs.started()
    expect((await boss.getQueues()).map(({ name }) => name)).toContain('edition-900')
    await jobs.dropQueue('edition-900')
    expect((await boss.getQueues()).map(({ name }) => name)).not.toContain('edition-900')
  })
})

class EveryOther extends PglitePool {
  #isRefused = false

  override async connect() {
    this.#isRefused = !this.#isRefused
    if (this.#isRefused) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    return super.connect()
  }
}

async function newPgliteDatabase(): Promise<TestDatabase> {
  const dir = aFolder({})
  const pool = new PglitePool(pglite)
  const newId = idsInTurn()
  const openAgain = async (folder = dir) => {
    const opened = await openPostgresPool(pool, 'pglite', ITS_OWN_TIME)
    onTestFinished(() => opened.handOut.close())
    return storeIn(opened, join(folder, 'numbers'), { now: at(0), newId })
  }
  await emptyTables()
  return { store: await openAgain(), openAgain }
}

/** All but what says that they are there: making them anew takes longer than a test. */
async function emptyTables(): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
      where (schemaname = 'public' and tablename <> 'meta') or (schemaname = 'public_jobs' and tablename = 'job')`,
  )
  if (rows.length > 0) await pglite.exec(`truncate ${rows.map(({ name }) => name).join()} restart identity cascade`)
}
