import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { BroadsheetError, Problem } from '../../../src/config/problem.ts'
import { Busy, patiently } from '../../../src/store/busy.ts'
import { MIGRATIONS } from '../../../src/store/migrations/migrations.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { openSqliteFile, SqliteFileDialect } from '../../../src/store/sqlite/open-file.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { snapshot, write } from '../../../src/store/transaction.ts'
import { at, idsInTurn, join as subscribe } from '../../contract/store/store-world.ts'

test('the folder and the file are made, for their owner alone', async () => {
  const dir = await newDir()
  const file = join(dir, 'not', 'yet', 'broadsheet.db')
  const store = await open(file, 'the-instance-one')
  expect((await stat(file)).mode & 0o077).toBe(0)
  expect((await stat(`${file}-wal`)).mode & 0o077).toBe(0)
  expect((await stat(join(dir, 'not/yet'))).mode & 0o077).toBe(0)
  expect((await readdir(join(dir, 'not/yet'))).sort()).toEqual(['', '-shm', '-wal'].map((end) => `broadsheet.db${end}`))
  expect(store.instance).toBe('the-instance-one')
  const again = await openStore({ url: `sqlite:${file}`, now: at(1), newId: () => 'another instance' })
  expect(again.instance).toBe('the-instance-one')
  await again.close()
})

test('two programs that make a database at once make one', async () => {
  const file = join(await newDir(), 'broadsheet.db')
  const ids = ['first', 'second', 'third']
  const stores = await Promise.all(ids.map((id) => openStore({ url: `sqlite:${file}`, now: at(0), newId: () => id })))
  expect(new Set(stores.map(({ instance }) => instance)).size).toBe(1)
  for (const store of stores) await store.close()
})

test('a database of a newer version is refused, and left alone', async () => {
  const file = join(await newDir(), 'broadsheet.db')
  await (await open(file)).close()
  const raw = new Database(file)
  raw.exec("update meta set value = '99' where key = 'version'")
  raw.close()
  expect(await refusal(file)).toEqual({
    code: 'store.newer',
    severity: 'error',
    message: `This database has version 99; this Broadsheet knows versions up to ${MIGRATIONS.length}.`,
    hint: 'Use the newer Broadsheet that last opened it, or a backup from before.',
    file,
  })
})

test('a file that is no database, one of another program, a folder, a path through a file', async () => {
  const dir = await newDir()
  const named = (name: string) => join(dir, name)
  await writeFile(named('text'), 'This is a letter and not a database. '.repeat(50))
  await mkdir(named('folder'))
  const raw = new Database(named('foreign'))
  raw.exec('create table songs (title text)')
  raw.close()
  expect((await refusal(named('text')))?.code).toBe('store.not-a-database')
  expect((await refusal(named('foreign')))?.code).toBe('store.foreign')
  expect((await refusal(named('folder')))?.code).toBe('store.unreadable')
  expect((await refusal(join(named('text'), 'below.db')))?.code).toBe('store.unreadable')
})

test('a URL that names no database', async () => {
  const opening = openStore({ url: 'mysql://db.example/', now: at(0), newId })
  await expect(opening).rejects.toThrow(
    'database.url names no database. Write it as sqlite:data/broadsheet.db, or postgres://user@host/database.',
  )
})

test('a full disk is a sentence, and the step is undone', async () => {
  const file = join(await newDir(), 'broadsheet.db')
  await (await open(file)).close()
  const opened = await openSqliteFile(file)
  const { database } = opened
  const db = new Kysely<Tables>({ dialect: new SqliteFileDialect(opened) })
  onTestFinished(() => db.destroy())
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`)
  const filling = write(db, async (trx) => {
    for (let key = 0; key < 100; key++)
      await trx
        .insertInto('meta')
        .values({ key: `${key}`, value: 'x'.repeat(1000) })
        .execute()
  })
  await expect(filling).rejects.toMatchObject({ problems: [{ code: 'store.full' }] })
  expect(await db.selectFrom('meta').select('key').where('key', '=', '0').execute()).toEqual([])
  await write(db, (trx) => trx.updateTable('meta').set({ value: 'y' }).where('key', '=', 'created_at').execute())
})

test('while another program holds the write lock, pages are read, the event loop turns, and the write waits', async () => {
  const file = join(await newDir(), 'broadsheet.db')
  const store = await open(file)
  await subscribe(store, 'here')
  const other = new Database(file)
  other.exec('begin immediate')
  let turns = 0
  const turning = setInterval(() => turns++, 5)
  const waiting = subscribe(store, 'mei')
  await sleep(300)
  expect((await store.subscribers.find('here@example.org'))?.subscriptions).toHaveLength(1)
  expect(await store.subscribers.find('mei@example.org')).toBeUndefined()
  clearInterval(turning)
  expect(turns).toBeGreaterThan(15)
  other.exec('commit')
  other.close()
  await waiting
  expect((await store.subscribers.find('mei@example.org'))?.subscriptions).toHaveLength(1)
})

test('when patience ends there is a sentence', async () => {
  const locked = patiently(async () => {
    throw new Busy('SQLITE_BUSY', {})
  }, 10)
  await expect(locked).rejects.toThrow('locked by another program for 0.01 seconds. Wait for that program')
})

test('what is not a lock is not tried again', async () => {
  let attempts = 0
  const failing = patiently(async () => {
    attempts++
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(attempts).toBe(1)
})

test('a snapshot sees one state of the database, whatever is written meanwhile', async () => {
  const file = join(await newDir(), 'broadsheet.db')
  const store = await open(file)
  const db = new Kysely<Tables>({ dialect: new SqliteFileDialect(await openSqliteFile(file)) })
  onTestFinished(() => db.destroy())
  const count = sql<{ count: number }>`select count(*) as count from subscribers`
  const seen = await snapshot(db, async (trx) => {
    const before = (await count.execute(trx)).rows
    await subscribe(store, 'mei')
    return [before, (await count.execute(trx)).rows]
  })
  expect(seen).toEqual([[{ count: 0 }], [{ count: 0 }]])
  expect((await count.execute(db)).rows).toEqual([{ count: 1 }])
})

async function newDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-sqlite-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

const newId = idsInTurn()

async function open(file: string, instance = newId()): Promise<Store> {
  const handles = [instance]
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId: () => handles.pop() ?? newId() })
  onTestFinished(() => store.close())
  return store
}

async function refusal(file: string): Promise<Problem | undefined> {
  const error = await openStore({ url: `sqlite:${file}`, now: at(0), newId }).catch((reason: BroadsheetError) => reason)
  return 'problems' in error ? error.problems[0] : undefined
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
