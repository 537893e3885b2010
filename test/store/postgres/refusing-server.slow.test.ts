import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import { freePort } from '../../../bench/free-port.ts'
import { schemaOf } from '../../../src/actions/database/server-backup.ts'
import { BroadsheetError } from '../../../src/config/problem.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { at, join } from '../../contract/store/store-world.ts'
import { freshSchema, storesOn } from './server-database.ts'

const SECRET = 'hunter2%20is%20wrong'

describe.skipIf(!findPostgres())('a server that refuses (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start({ max_connections: '12', superuser_reserved_connections: '3' })
  })
  afterAll(() => server.stop())

  /** The problem with which a publication on this database does not open; whatever it says holds no password. */
  async function problemOf(url: string) {
    const error = await openStore({ url, numbersDir: tmpdir(), now: at(0), newId: () => 'abcdefghijklmnop' }).then(
      () => undefined,
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(BroadsheetError)
    expect(error.problems).toHaveLength(1)
    const all = inspect(error, { depth: 20, showHidden: true }) + error.stack
    for (const password of [SECRET, decodeURIComponent(SECRET), new URL(server.url).password, 'a secret of the tests'])
      expect(all).not.toContain(password)
    return error.problems[0]
  }

  /** The server's URL, with something else in it. */
  function urlWith(change: (url: URL) => unknown): string {
    const url = new URL(server.url)
    change(url)
    return url.href
  }

  test.each<[string, (url: URL) => unknown, string]>([
    ['the password', (url) => Object.assign(url, { password: SECRET }), 'store.refused'],
    ['no password', (url) => Object.assign(url, { password: '' }), 'store.refused'],
    ['the user', (url) => Object.assign(url, { username: 'nobody' }), 'store.refused'],
    ['the database', (url) => Object.assign(url, { pathname: '/nothing' }), 'store.missing'],
    ['the host', (url) => Object.assign(url, { hostname: 'nowhere.invalid' }), 'store.unknown-host'],
    ['the schema', (url) => Object.assign(url, { search: '?options=-csearch_path%3Dnowhere' }), 'store.missing'],
    ['TLS, which it does not speak', (url) => Object.assign(url, { search: '?sslmode=verify-full' }), 'store.refused'],
  ])('wrong: %s', async (_what, change, code) => {
    const problem = await problemOf(urlWith(change))
    expect(problem).toMatchObject({ code, message: expect.stringMatching(/\.$/), hint: expect.stringMatching(/\w/) })
    expect(problem?.file).toMatch(/^postgres:\/\/\w+@[\w.]+:\d+\/\w+$/)
  })

  test('nobody listens at the port: it is tried for a while, then told', async () => {
    const port = await freePort()
    expect(await problemOf(urlWith((url) => Object.assign(url, { port: String(port) })))).toMatchObject({
      code: 'store.unreachable',
      hint: expect.stringContaining('port'),
    })
  })

  test('no right to make tables', async () => {
    await server.ask('create schema locked; grant usage on schema locked to broadsheet', 'broadsheet')
    expect(await problemOf(`${server.url}?options=-csearch_path%3Dlocked`)).toMatchObject({
      code: 'store.unwritable',
      hint: expect.stringContaining('grant'),
    })
  })

  test('transactions that only read, as on a replica', async () => {
    const url = await freshSchema(server, ' -cdefault_transaction_read_only=on')
    expect(await problemOf(url)).toMatchObject({ code: 'store.unwritable' })
  })

  test('a schema of somebody else’s tables, which are left alone', async () => {
    const url = await freshSchema(server)
    const schema = schemaOf(url)
    await server.ask(`create table ${schema}.orders (id int)`, 'broadsheet')
    expect(await problemOf(url)).toMatchObject({ code: 'store.foreign', file: expect.stringContaining('postgres://') })
    const tables = await server.ask(`select tablename from pg_tables where schemaname = '${schema}'`, 'broadsheet')
    expect(tables).toEqual([{ tablename: 'orders' }])
  })

  test('too many connections: whoever waits a moment has one, whoever waits too long is told', async () => {
    const open = storesOn(await freshSchema(server))
    await open()
    await server.ask('alter role broadsheet connection limit 2')
    onTestFinished(async () => {
      await server.ask('alter role broadsheet connection limit -1')
    })
    const holder = await open()
    const waiting = open()
    setTimeout(() => holder.close().catch(() => {}), 1_000)
    await waiting
    await server.ask('alter role broadsheet connection limit 0')
    await server.cutConnections()
    expect(await problemOf(server.url)).toMatchObject({
      code: 'store.crowded',
      hint: expect.stringContaining('max_connections'),
    })
  })

  const disk = smallDisk()
  test.skipIf(!disk)('a full disk: what was confirmed is there, and it goes on when there is room', async () => {
    await server.ask(`create tablespace small location '${disk}'`)
    await server.ask('grant create on tablespace small to broadsheet')
    const store = await storesOn(await freshSchema(server, ' -cdefault_tablespace=small'))()
    await join(store, 'first')
    const ballast = openSync(joinPath(disk ?? '', '..', 'ballast'), 'w')
    const confirmed: string[] = ['first']
    const failing = (async () => {
      fill(ballast)
      for (let index = 0; index < 20_000; index++) {
        await join(store, `reader${index}`)
        confirmed.push(`reader${index}`)
      }
    })()
    await expect(failing).rejects.toMatchObject({
      problems: [{ code: 'store.full', message: expect.stringContaining('nothing of this step') }],
    })
    closeSync(ballast)
    rmSync(joinPath(disk ?? '', '..', 'ballast'))
    await join(store, 'last')
    for (const name of [...confirmed, 'last'].slice(-50))
      expect((await store.subscribers.find(`${name}@example.org`))?.subscriptions).toHaveLength(1)
  })
})

/** A folder of the server's own on a disk of some megabytes; undefined where this user may not mount one. */
function smallDisk(): string | undefined {
  const dir = mkdtempSync(joinPath(tmpdir(), 'broadsheet-disk-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', dir]).status === 0
  afterAll(() => {
    if (isMounted) spawnSync('umount', ['--lazy', dir])
    rmSync(dir, { recursive: true, force: true })
  })
  if (!isMounted || !findPostgres()) return undefined
  chmodSync(dir, 0o755)
  const tablespace = joinPath(dir, 'tables')
  mkdirSync(tablespace)
  spawnSync('chown', ['postgres', tablespace])
  return tablespace
}

function fill(file: number): void {
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
  }
}
