import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { inspectOpened } from '../../../src/store/postgres/inspect-database.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { fillTables } from '../copy/full-database.ts'
import { newPglite, PglitePool } from './pglite-pool.ts'

test('what a delivery refers to is looked up, though the server does not hold it to that', async () => {
  const pglite = await newPglite()
  onTestFinished(() => pglite.close())
  const open = () => openPostgresPool(new PglitePool(pglite), 'pglite')
  const opened = await open()
  await fillTables(opened, 20)
  expect((await inspectOpened(await open())).dangling).toEqual([])
  const { rows } = await sql<{ id: number }>`update deliveries set variant_id = 999, subscriber_id = 999
    where id in (select min(id) from deliveries) returning id`.execute(opened.db)
  expect(rows).toHaveLength(1)
  expect((await inspectOpened(await open())).dangling).toEqual([{ table: 'deliveries', count: 2 }])
})
