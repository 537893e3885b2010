import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Ask, ledgerReader } from '../../../bench/chaos/ledger-queries.ts'
import type { Outcome } from '../../../src/deliveries/ledger.ts'
import { type Store, storeIn } from '../../../src/store/open-store.ts'
import { openUrl } from '../../../src/store/open-url.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { at, idsInTurn, join as joinIn, processNamed, startTo } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { ITS_OWN_TIME } from '../../store/postgres/its-own-time.ts'
import { newPglite, PglitePool } from '../../store/postgres/pglite-pool.ts'

interface Read {
  store: Store
  ask: Ask
}

async function onSqlite(): Promise<Read> {
  const dir = aFolder({})
  const file = join(dir, 'broadsheet.db')
  const opened = await openUrl(`sqlite:${file}`)
  const store = await storeIn(opened, join(dir, 'numbers'), { now: at(0), newId: idsInTurn() })
  const db = new Database(file, { readonly: true })
  onTestFinished(async () => {
    db.close()
    await store.close()
  })
  return { store, ask: async <Row>(sql: string) => db.prepare(sql).all() as Row[] }
}

async function onPglite(): Promise<Read> {
  const pglite = await newPglite()
  const opened = await openPostgresPool(new PglitePool(pglite), 'pglite', ITS_OWN_TIME)
  const store = await storeIn(opened, join(aFolder({}), 'numbers'), { now: at(0), newId: idsInTurn() })
  onTestFinished(async () => {
    await store.close()
    await pglite.close()
  })
  return { store, ask: async <Row>(sql: string) => (await pglite.query<Row>(sql)).rows }
}

describe.each([
  ['SQLite', onSqlite],
  ['PGlite', onPglite],
])('the ledger is read beside the program: %s', (_name, open) => {
  test('nothing was sent; then each edition and delivery, with posts and Message-IDs, and who is suppressed', async () => {
    const { store, ask } = await open()
    const reader = ledgerReader(ask)
    expect(await reader.read()).toEqual({ editions: [], deliveries: [], suppressed: new Set() })
    expect(await reader.glance()).toEqual({ untried: 0, waiting: 0, lastDue: null, held: 0, editions: [] })
    await joinIn(store, 'gone')
    await store.subscribers.suppress('gone@example.org', 'complaint', at(1))
    const { ids } = await startTo(store, ['mei', 'joe', 'ana', 'bob'])
    const worker = await store.workers.begin(processNamed('us'), 'resend', at(31))
    const { refused } = await store.deliveries.record({ outcomes: [], intents: ids }, worker, at(31))
    expect(refused.size).toBe(0)
    const [mei = 0, joe = 0, ana = 0] = ids
    const outcomes: Outcome[] = [
      { deliveryId: mei, server: 'relay', step: { state: 'accepted', at: at(32), reply: { code: 250, text: 'Ok' } } },
      {
        deliveryId: joe,
        server: 'relay',
        step: { state: 'deferred', at: at(32), until: at(90), reply: { code: 451, text: 'later' } },
      },
      { deliveryId: ana, server: 'relay', step: { state: 'uncertain', at: at(32), error: 'the connection ended' } },
    ]
    await store.deliveries.record({ outcomes, intents: [] }, worker, at(32))
    const { editions, deliveries, suppressed } = await reader.read()
    expect(editions).toEqual([{ id: 1, name: 'weekly/1', state: 'sending', candidateCount: 5, excludedCount: 1 }])
    expect(
      deliveries.map(({ address, state, dueAt, uncertainCount }) => [address, state, dueAt, uncertainCount]),
    ).toEqual([
      ['mei@example.org', 'accepted', null, 0],
      ['joe@example.org', 'deferred', at(90).epochMilliseconds, 0],
      ['ana@example.org', 'uncertain', null, 1],
      ['bob@example.org', 'sending', null, 0],
    ])
    expect(deliveries[0]).toMatchObject({ editionId: 1, reason: null, replyCode: 250, postIds: ['lamp'] })
    expect(new Set(deliveries.map(({ messageId }) => messageId)).size).toBe(4)
    for (const { messageId } of deliveries) expect(messageId).toMatch(/^<weekly\.1\.\w+\.\w+@chaos\.example>$/)
    expect(suppressed).toEqual(new Set(['gone@example.org']))
    expect(await reader.glance()).toEqual({
      untried: 1,
      waiting: 1,
      lastDue: at(90).epochMilliseconds,
      held: 1,
      editions: [{ name: 'weekly/1', state: 'sending', reason: null }],
    })
  })
})
