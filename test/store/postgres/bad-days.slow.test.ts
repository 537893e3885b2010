import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { openPostgres } from '../../../src/store/postgres/open-database.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { write } from '../../../src/store/transaction.ts'
import { at, editionOf, join, processNamed, seeFresh, start } from '../../contract/store/store-world.ts'
import { type Cut, CutWire } from './cut-wire.ts'
import { freshSchema, storesOn } from './server-database.ts'

describe.skipIf(!findPostgres())('a server on a bad day (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  const newStore = async () => storesOn(await freshSchema(server))()

  /** Does something again and again until the work is over; says how often. */
  async function during<T>(strike: () => Promise<unknown>, work: () => Promise<T>): Promise<[T, number]> {
    let isOver = false
    let strikes = 0
    const striking = (async () => {
      while (!isOver) {
        await strike()
        strikes++
        await sleep(30)
      }
    })()
    try {
      const done = await work()
      return [done, strikes]
    } finally {
      isOver = true
      await striking
    }
  }

  const terminateAll = () => server.cutConnections()

  test('reads go on while each connection is ended again and again', async () => {
    const store = await newStore()
    for (const name of NAMES) await join(store, name)
    const [found, strikes] = await during(terminateAll, async () => {
      const addresses: string[] = []
      for (const name of [...NAMES, ...NAMES, ...NAMES]) {
        addresses.push((await store.subscribers.find(`${name}@example.org`))?.subscriber?.address ?? '')
        await sleep(10)
      }
      return addresses
    })
    expect(found).toEqual([...NAMES, ...NAMES, ...NAMES].map((name) => `${name}@example.org`))
    expect(strikes).toBeGreaterThan(3)
  })

  test.each(['terminated', 'restarted'])('what was confirmed is there once, though connections are %s', async (how) => {
    const store = await newStore()
    const strike = how === 'terminated' ? terminateAll : () => server.restart('immediate').then(() => sleep(700))
    const names = Array.from({ length: how === 'terminated' ? 150 : 400 }, (_, index) => `reader${index}`)
    const [, strikes] = await during(strike, async () => {
      for (let from = 0; from < names.length; from += 5)
        await Promise.all(names.slice(from, from + 5).map((name) => join(store, name)))
    })
    expect(strikes).toBeGreaterThan(1)
    for (const name of names) {
      const record = await store.subscribers.find(`${name}@example.org`)
      expect(record?.consents.map(({ action }) => action)).toEqual(['subscribed'])
    }
  })

  test('an edition is sent to everybody once while connections are ended and the server is restarted', async () => {
    const open = storesOn(await freshSchema(server))
    const [one, two] = [await open(), await open()]
    await seeFresh(one, ['lamp'])
    for (const name of NAMES) await join(one, name)
    const id = await start(one, editionOf(['lamp']))
    let strikes = 0
    const strike = () => (++strikes % 20 === 0 ? server.restart() : terminateAll())
    const [taken] = await during(strike, async () => {
      const sent = await Promise.all([one, two].map((store, index) => deliverAll(store, id, `worker-${index}`)))
      return sent.flat()
    })
    expect(taken.sort()).toEqual(NAMES.map((name) => `${name}@example.org`).sort())
    expect(await one.deliveries.counts(id)).toEqual({ accepted: NAMES.length })
  })

  test.each<[Cut, number]>([
    ['before the commit', 2],
    ['unheard, before the commit', 2],
    ['during the commit', 2],
    ['after the commit', 1],
  ])('a connection that is lost %s: the server is asked, and nothing is written twice', async (cut, tries) => {
    const wire = await CutWire.to(await freshSchema(server))
    const { db, quickWrite } = await openPostgres(wire.url)
    onTestFinished(() => db.destroy())
    await sql`create table lines (text text)`.execute(db)
    if (cut === 'during the commit') await makeCommitsSlow(db)
    for (const run of [(work: Parameters<typeof quickWrite>[0]) => write(db, work), quickWrite]) {
      await sql`delete from lines`.execute(db)
      wire.cuts = 0
      wire.cutNext(cut)
      let tried = 0
      await run(async (trx) => {
        tried++
        await sql`insert into lines values ('one')`.execute(trx)
      })
      expect({ cuts: wire.cuts, tried }).toEqual({ cuts: 1, tried: tries })
      expect((await sql`select text from lines`.execute(db)).rows).toEqual([{ text: 'one' }])
    }
  })

  test('what a crash lost is written again, though the server gives the id of its transaction to another', async () => {
    const { db, quickWrite } = await openPostgres(await freshSchema(server))
    onTestFinished(() => db.destroy())
    await sql`create table lines (text text)`.execute(db)
    for (const run of [(work: Parameters<typeof quickWrite>[0]) => write(db, work), quickWrite]) {
      await sql`delete from lines`.execute(db)
      const ids: string[] = []
      await run(async (trx) => {
        await sql`insert into lines values ('one')`.execute(trx)
        const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(trx)
        ids.push(rows[0]?.id ?? '')
        if (ids.length > 1) return
        await server.restart('immediate')
        // Every other transaction that could be taken for it is committed.
        while ((await idOfNext(server)) <= BigInt(ids[0] ?? 0)) await sleep(1)
      })
      expect(ids).toHaveLength(2)
      expect((await sql`select text from lines`.execute(db)).rows).toEqual([{ text: 'one' }])
    }
  })
})

async function idOfNext(server: DebianPostgres): Promise<bigint> {
  const [row] = await server.ask<{ id: string }>('select pg_current_xact_id()::text as id')
  return BigInt(row?.id ?? 0)
}

/** So that a commit can be caught while the server is at it. */
async function makeCommitsSlow(db: Kysely<Tables>): Promise<void> {
  await sql`
    create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(0.5); return null; end'
  `.execute(db)
  await sql`
    create constraint trigger slow after insert on lines deferrable initially deferred for each row execute function wait()
  `.execute(db)
}

const NAMES = Array.from({ length: 40 }, (_, index) => `reader${index}`)

/** Claims, sends and writes down until nothing is left; gives the addresses whose mail was taken. */
async function deliverAll(store: Store, editionId: number, holder: string): Promise<string[]> {
  const worker = await store.workers.begin(processNamed(holder), 'resend', at(30))
  const taken: string[] = []
  for (;;) {
    const open = await store.deliveries.claimable(editionId, at(40), 5)
    if (open.length === 0) return taken
    const { refused } = await store.deliveries.record(
      { intents: open.map(({ id }) => id), outcomes: [] },
      worker,
      at(40),
    )
    const begun = open.filter(({ id }) => !refused.has(id))
    taken.push(...begun.map(({ address }) => address))
    const step = { state: 'accepted' as const, at: at(41), reply: { code: 250, text: 'Ok' } }
    const outcomes = begun.map(({ id }) => ({ deliveryId: id, step, server: 'relay' }))
    await store.deliveries.record({ intents: [], outcomes }, worker, at(41))
  }
}
