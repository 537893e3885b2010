import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COPIED_TABLES, UNCOPIED_TABLES } from '../../../src/store/copy/copied-tables.ts'
import { type CopyRequest, copyPublication } from '../../../src/store/copy/copy-publication.ts'
import type { OpenedDatabase } from '../../../src/store/engine.ts'
import { GivenNumbers } from '../../../src/store/given-numbers.ts'
import { openStore, storeIn } from '../../../src/store/open-store.ts'
import { openUrl } from '../../../src/store/open-url.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { backUpDatabase } from '../../../src/store/sqlite/back-up-database.ts'
import { inspectDatabase } from '../../../src/store/sqlite/inspect-database.ts'
import { restoreDatabase } from '../../../src/store/sqlite/restore-database.ts'
import { isOfWordIndex } from '../../../src/store/sqlite/word-index.ts'
import { write } from '../../../src/store/transaction.ts'
import { at, idsInTurn } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { newPglite, PglitePool } from '../postgres/pglite-pool.ts'
import { dump, fillTables } from './full-database.ts'

const SERVER = 'postgres://pglite/test'

let pglite: PGlite
beforeAll(async () => {
  pglite = await newPglite()
})
afterAll(() => pglite.close())
beforeEach(async () => {
  await pglite.exec('drop schema public cascade; create schema public')
})

/** SQLite files by name, and one server. */
function aWorld() {
  const dir = aFolder({})
  const open = (url: string) => (url === SERVER ? openPostgresPool(new PglitePool(pglite), SERVER) : openUrl(url))
  const urlOf = (name: string) => (name === 'server' ? SERVER : `sqlite:${join(dir, `${name}.db`)}`)
  async function within<T>(name: string, work: (opened: OpenedDatabase) => Promise<T>): Promise<T> {
    const opened = await open(urlOf(name))
    try {
      return await work(opened)
    } finally {
      await opened.db.destroy()
    }
  }
  return {
    dir,
    within,
    copy: (from: string, to: string, request: Partial<CopyRequest> = {}) =>
      copyPublication({
        source: urlOf(from),
        target: urlOf(to),
        numbersDir: dir,
        now: at(0),
        isGone: () => true,
        open,
        ...request,
      }),
    /** As any command does. */
    start: async (name: string) => {
      const options = { now: at(0), newId: () => 'a-new-instance-1' }
      const store =
        name === 'server'
          ? await storeIn(await open(SERVER), join(dir, 'numbers'), options)
          : await openStore({ url: urlOf(name), numbersDir: dir, ...options })
      const { instance } = store
      await store.close()
      return instance
    },
    dumpOf: (name: string) => within(name, ({ db }) => dump(db)),
    code: async (work: Promise<unknown>) => {
      const failed = await work.then(
        () => undefined,
        (error) => error,
      )
      return failed?.problems?.[0]?.code ?? failed
    },
  }
}

/** What the move itself changes: who slept may not write any more. */
function withoutWorkers({ workers, leases, ...same }: Record<string, unknown[]>) {
  return same
}

test('each table of a database is copied, after those that it refers to', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 1))
  const names = await world.within('one', async ({ db }) =>
    (await db.introspection.getTables()).map(({ name }) => name),
  )
  expect(COPIED_TABLES.map(({ table }) => table as string).sort()).toEqual(
    names.filter((name) => !['meta', ...UNCOPIED_TABLES].includes(name) && !isOfWordIndex(name)).sort(),
  )
})

describe.each([
  // Its tables are made anew each time, which takes it long: on a server it is at every table (debian-copy.slow.test.ts).
  ['one', 'server', 10],
  ['one', 'two', 1],
])('a copy from %s to %s, and back', (from, to, every) => {
  test('holds every row as it was, goes on with its numbers, and is the one publication', async () => {
    const world = aWorld()
    await world.within(from, (opened) => fillTables(opened, 45))
    const before = await world.dumpOf(from)
    const copied = await world.copy(from, to)
    expect(copied.tables.map(({ table, rows }) => [table, rows])).toEqual(COPIED_TABLES.map(({ table }) => [table, 45]))
    expect(await world.dumpOf(to)).toEqual(before)
    expect(await world.code(world.start(from))).toBe('store.moved-away')
    expect(await world.start(to)).toBe('publication-0001')

    const back = await world.copy(to, from)
    expect(back.tables).toEqual(copied.tables)
    expect(await world.dumpOf(from)).toEqual(before)
    expect(await world.code(world.start(to))).toBe('store.moved-away')
    expect(await world.start(from)).toBe('publication-0001')
  })

  test('an id that was given once is not given again', async () => {
    const world = aWorld()
    await world.within(from, async (opened) => {
      await fillTables(opened, 3)
      await opened.db.deleteFrom('workers').where('id', '>', 1).execute()
    })
    const next = () =>
      world.within(to, ({ db }) =>
        db
          .insertInto('workers')
          .values({ holder: '', host: '', boot: '', pid: 1, started: '', since: 0, heard_at: 0 })
          .returning('id')
          .executeTakeFirstOrThrow(),
      )
    await world.copy(from, to)
    expect(await next()).toEqual({ id: 4 })
    await world.copy(to, from)
    await world.copy(from, to)
    expect(await next()).toEqual({ id: 5 })
  })

  test('interrupted at a table, it is no publication, and is begun anew', async () => {
    const world = aWorld()
    await world.within(from, (opened) => fillTables(opened, 25))
    const before = await world.dumpOf(from)
    for (const { table } of COPIED_TABLES.filter((_, index) => index % every === 0)) {
      const interrupted = world.copy(from, to, {
        onPage: (at, rows) => {
          if (at === table && rows > 0) throw new Error(`a power cut at ${table}`)
        },
      })
      await expect(interrupted).rejects.toThrow(`a power cut at ${table}`)
      expect(await world.code(world.start(to))).toBe('store.half-copied')
    }
    expect(await world.code(world.copy(to, 'three'))).toBe('store.half-copied')
    expect(await world.start(from)).toBe('publication-0001')
    expect(await world.dumpOf(from)).toEqual(before)
    await world.copy(from, to)
    expect(await world.dumpOf(to)).toEqual(before)
  })
})

test('interrupted at its last step, neither is a publication until it is run again', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 5))
  await world.copy('one', 'two')
  await world.within('two', ({ db }) => db.insertInto('meta').values({ key: 'copying', value: '' }).execute())
  expect(await world.code(world.start('one'))).toBe('store.moved-away')
  expect(await world.code(world.start('two'))).toBe('store.half-copied')
  expect(await world.code(world.copy('one', 'three'))).toBe('store.moved-away')
  await world.copy('one', 'two')
  expect(await world.start('two')).toBe('publication-0001')
  expect(withoutWorkers(await world.dumpOf('two'))).toEqual(withoutWorkers(await world.dumpOf('one')))
})

describe('a copy is refused', () => {
  test('into another publication, into the one itself, and into one that is ahead', async () => {
    const world = aWorld()
    await world.within('one', (opened) => fillTables(opened, 2))
    await world.within('other', (opened) => fillTables(opened, 1, 'publication-0002'))
    const before = await world.dumpOf('other')
    expect(await world.code(world.copy('one', 'other'))).toBe('store.copy-target')
    expect(await world.dumpOf('other')).toEqual(before)
    expect(await world.code(world.copy('one', 'one'))).toBe('store.copy-target')
    await world.copy('one', 'two')
    expect(await world.code(world.copy('one', 'two'))).toBe('store.moved-away')
    expect(await world.code(world.copy('two', 'other'))).toBe('store.copy-target')
  })

  test('into a database of another program', async () => {
    const world = aWorld()
    await world.within('one', (opened) => fillTables(opened, 1))
    await pglite.exec('create table theirs (a int)')
    expect(await world.code(world.copy('one', 'server'))).toBe('store.foreign')
  })

  test('where there is nothing to copy, and makes nothing', async () => {
    const world = aWorld()
    expect(await world.code(world.copy('none', 'two'))).toBe('store.missing')
    expect(await world.code(world.copy('server', 'two'))).toBe('store.missing')
  })

  test('while somebody is at work, and names who', async () => {
    const world = aWorld()
    await world.within('one', (opened) => fillTables(opened, 1))
    const refused = world.copy('one', 'two', { isGone: () => false })
    await expect(refused).rejects.toMatchObject({
      problems: [{ code: 'store.in-use', message: expect.stringMatching(/^broadsheet .+ \(process 1 on .*\) runs/s) }],
    })
  })
})

test('a database that was only made, and never used, is replaced', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 2))
  await world.start('server')
  await world.copy('one', 'server')
  expect(await world.start('server')).toBe('publication-0001')
})

test('the numbers that editions were given go along, also those that the database does not know', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 2))
  new GivenNumbers(join(world.dir, 'one.db-numbers'), 'publication-0001').give('t1', 70, 'made')
  await world.copy('one', 'server')
  expect(new GivenNumbers(join(world.dir, 'numbers'), 'publication-0001').highest('t1')).toBe(70)
})

describe.each([
  ['one', 'two'],
  ['server', 'one'],
])('a program that goes on with %s after it was moved to %s', (from, to) => {
  const open = (world: ReturnType<typeof aWorld>) =>
    from === 'server'
      ? openPostgresPool(new PglitePool(pglite), SERVER)
      : openUrl(`sqlite:${join(world.dir, `${from}.db`)}`)

  test('can write nothing: each write ends with where the publication is', async () => {
    const world = aWorld()
    await world.within(from, (opened) => fillTables(opened, 2))
    const opened = await open(world)
    const store = await storeIn(opened, join(world.dir, 'numbers'), { now: at(0), newId: idsInTurn() })
    await world.copy(from, to)
    const before = await world.dumpOf(from)
    const moved = {
      problems: [{ code: 'store.moved-away', message: expect.stringMatching(/^This publication was moved to /) }],
    }
    const address = { address: 'mei@example.org', key: 'mei@example.org' }
    const writes: (() => Promise<unknown>)[] = [
      () =>
        store.subscribers.subscribe({
          ...address,
          newsletter: 'weekly',
          cadence: 'default',
          topics: [],
          at: at(1),
          source: 'cli',
        }),
      () => store.leases.acquire('schedule', 'web', at(1), 60_000),
      () => store.openProblems.open('scan', [], at(1)),
      ...[...COPIED_TABLES.map(({ table }) => table), ...UNCOPIED_TABLES].flatMap((table) => [
        () => write(opened.db, (trx) => sql`delete from ${sql.table(table)}`.execute(trx)),
        () =>
          opened.quickWrite((trx) =>
            sql`insert into ${sql.table(table)} select * from ${sql.table(table)}`.execute(trx),
          ),
      ]),
    ]
    for (const work of writes) {
      // Into a table that is empty PostgreSQL's trigger refuses too, SQLite's has no row to refuse.
      const ended = await work().then(
        () => undefined,
        (error) => error,
      )
      if (ended !== undefined) expect(ended).toMatchObject(moved)
      expect(await world.dumpOf(from)).toEqual(before)
    }
    await expect(writes[0]?.()).rejects.toMatchObject(moved)
    // Who only reads is answered.
    expect(await store.newsletters.firstSeenAt('t1')).toBeDefined()
    await store.close()
  })

  test('may write again when it comes back, or is restored', async () => {
    const world = aWorld()
    await world.within(from, (opened) => fillTables(opened, 2))
    await world.copy(from, to)
    await world.copy(to, from)
    await world.within(from, ({ db }) => write(db, (trx) => trx.deleteFrom('open_problems').execute()))
    expect((await world.dumpOf(from)).open_problems).toEqual([])
  })
})

test('who slept meanwhile may not write to what was moved', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 2))
  await world.copy('one', 'two')
  const { workers, leases } = await world.dumpOf('one')
  expect(workers).toEqual([])
  expect(leases).toEqual([expect.objectContaining({ holder: null }), expect.objectContaining({ holder: null })])
})

test('a NUL, which PostgreSQL cannot hold in a text, is replaced', async () => {
  const world = aWorld()
  await world.within('one', async (opened) => {
    await fillTables(opened, 1)
    await opened.db.updateTable('posts').set({ title: 'a\0b' }).execute()
  })
  await world.copy('one', 'server')
  expect((await world.dumpOf('server')).posts).toMatchObject([{ title: 'a\ufffdb' }])
})

test('a value that the other cannot hold is told with its table', async () => {
  const world = aWorld()
  await world.within('one', async (opened) => {
    await fillTables(opened, 1)
    await opened.db
      .updateTable('posts')
      .set({ live: 'perhaps' as unknown as number })
      .execute()
  })
  await expect(world.copy('one', 'server')).rejects.toMatchObject({
    problems: [{ code: 'store.copy-row', message: expect.stringContaining('posts') }],
  })
})

test('a restored backup of what was moved is a publication again', async () => {
  const world = aWorld()
  await world.within('one', (opened) => fillTables(opened, 2))
  await world.copy('one', 'two')
  const [file, backup] = ['one.db', 'backup.db'].map((name) => join(world.dir, name)) as [string, string]
  await backUpDatabase(file, backup)
  expect(await world.code(world.start('one'))).toBe('store.moved-away')
  await restoreDatabase(file, backup, at(0))
  expect(await world.start('one')).toBe('publication-0001')
  await world.within('one', ({ db }) => write(db, (trx) => trx.deleteFrom('open_problems').execute()))
})

test('half a copy is neither backed up nor checked', async () => {
  const world = aWorld()
  await world.within('one', async (opened) => {
    await fillTables(opened, 1)
    await opened.db.insertInto('meta').values({ key: 'copying', value: '' }).execute()
  })
  const file = join(world.dir, 'one.db')
  expect(await world.code(backUpDatabase(file, join(world.dir, 'backup.db')))).toBe('store.half-copied')
  expect(await world.code((async () => inspectDatabase(file))())).toBe('store.half-copied')
})
