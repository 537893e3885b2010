import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import { schemaOf } from '../../../src/actions/database/server-backup.ts'
import { COPIED_TABLES } from '../../../src/store/copy/copied-tables.ts'
import { type CopyRequest, copyPublication } from '../../../src/store/copy/copy-publication.ts'
import type { OpenedDatabase } from '../../../src/store/engine.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { openUrl } from '../../../src/store/open-url.ts'
import { inspectPostgres } from '../../../src/store/postgres/inspect-database.ts'
import {
  at,
  editionOf,
  idsInTurn,
  processNamed,
  seeFresh,
  start,
  join as subscribe,
} from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { freshSchema, storesOn } from '../postgres/server-database.ts'
import { dump, fillTables } from './full-database.ts'

describe.skipIf(!findPostgres())('a copy to a server and back (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  async function aWorld() {
    const dir = aFolder({})
    const url = await freshSchema(server)
    const file = `sqlite:${join(dir, 'news.db')}`
    const copy = (source: string, target: string, request: Partial<CopyRequest> = {}) =>
      copyPublication({ source, target, numbersDir: dir, now: at(0), isGone: () => true, ...request })
    return { dir, url, file, copy }
  }

  async function within<T>(url: string, work: (opened: OpenedDatabase) => Promise<T>): Promise<T> {
    const opened = await openUrl(url)
    try {
      return await work(opened)
    } finally {
      await opened.db.destroy()
    }
  }
  const dumpOf = (url: string) => within(url, ({ db }) => dump(db))

  test('holds every row as it was, whichever way, and ids go on', async () => {
    const { url, file, copy } = await aWorld()
    await within(file, (opened) => fillTables(opened, 2_345))
    const before = await dumpOf(file)
    const there = await copy(file, url)
    expect(await dumpOf(url)).toEqual(before)
    expect((await inspectPostgres(url)).dangling).toEqual([])
    const back = await copy(url, file)
    expect(await dumpOf(file)).toEqual(before)
    expect(back.tables).toEqual(there.tables)
  })

  test('from one server’s schema to another', async () => {
    const { url, copy } = await aWorld()
    const other = await freshSchema(server)
    await within(url, (opened) => fillTables(opened, 100))
    const before = await dumpOf(url)
    await copy(url, other)
    expect(await dumpOf(other)).toEqual(before)
  })

  test('interrupted at each table, either way, it is begun anew', async () => {
    const { url, file, copy } = await aWorld()
    await within(file, (opened) => fillTables(opened, 25))
    const before = await dumpOf(file)
    for (const [from, to] of [
      [file, url],
      [url, file],
    ] as const) {
      for (const { table } of COPIED_TABLES) {
        const onPage = (name: string, rows: number) => {
          if (name === table && rows > 0) throw new Error('a power cut')
        }
        await expect(copy(from, to, { onPage })).rejects.toThrow('a power cut')
      }
      await copy(from, to)
      expect(await dumpOf(to)).toEqual(before)
    }
  })

  test.each(['there', 'back'])('while connections are ended: %s', async (way) => {
    const { url, file, copy } = await aWorld()
    await within(file, (opened) => fillTables(opened, 3_000))
    const before = await dumpOf(file)
    if (way === 'back') await copy(file, url)
    let strikes = 0
    const onPage = () => {
      if (++strikes % 40 === 0 && strikes < 200) void server.cutConnections()
    }
    const [from, to] = way === 'there' ? [file, url] : [url, file]
    await copy(from, to, { onPage })
    expect(await dumpOf(to)).toEqual(before)
  })

  test('nobody can write to what is being copied, and who delivers on it keeps it from being copied', async () => {
    const { dir, url, file, copy } = await aWorld()
    // By the server's own clock.
    const store = await openStore({ url, numbersDir: dir, now: at(0), newId: idsInTurn() })
    onTestFinished(() => store.close())
    await seeFresh(store, ['lamp'])
    await subscribe(store, 'ada')
    await start(store, editionOf(['lamp']))
    const worker = await store.workers.begin(processNamed('serve'), 'resend', at(0))
    const refused = copy(url, file, { isGone: () => undefined })
    await expect(refused).rejects.toMatchObject({ problems: [{ code: 'store.in-use' }] })
    await store.workers.end(worker, 'resend', at(1))
    let writing: Promise<unknown> = Promise.resolve()
    await copy(url, file, {
      onPage: (table, rows) => {
        if (table === 'subscribers' && rows === 0) writing = subscribe(store, 'late').catch((error) => error)
      },
    })
    await writing
    const moved = await openStore({ url: file, now: at(0), newId: () => 'abcdefghijklmnop' })
    onTestFinished(() => moved.close())
    expect((await moved.subscribers.find('ada@example.org'))?.deliveries).toHaveLength(1)
  })

  test('the check finds rows that lead nowhere, and editions that do not add up', async () => {
    const { url } = await aWorld()
    const store = await storesOn(url)()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['lamp'])
    for (const name of ['ada', 'ben', 'cho']) await subscribe(store, name)
    await start(store, editionOf(['lamp']))
    expect(await inspectPostgres(url)).toMatchObject({
      subscriberCount: 3,
      newsletters: [{ id: 'weekly', number: 1 }],
      damage: [],
      dangling: [],
      unaccounted: [],
      bytes: expect.any(Number),
      file: expect.stringMatching(/^postgres:\/\/broadsheet@127/),
    })
    await server.ask(
      `set search_path = ${schemaOf(url)}; set session_replication_role = replica; delete from deliveries where id = 2; delete from variants`,
      'broadsheet',
    )
    const { dangling, unaccounted } = await inspectPostgres(url)
    expect(dangling).toEqual([
      { table: 'deliveries', count: 2 },
      { table: 'variant_posts', count: 1 },
    ])
    expect(unaccounted).toEqual([{ newsletter: 'weekly', number: 1, candidates: 3, deliveries: 2, excluded: 0 }])
  })
})
