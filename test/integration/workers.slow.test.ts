import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../bench/debian-postgres.ts'
import { openPostgres } from '../../src/store/postgres/open-database.ts'
import { write } from '../../src/store/transaction.ts'
import { freshSchema } from '../store/postgres/server-database.ts'
import { Publication } from './a-publication.ts'
import { type MailLog, startMailLog } from './mail-log.ts'
import type { Running } from './program.ts'

const CONNECTIONS = 4

function startWorker(publication: Publication): Running {
  return publication.start('worker')
}

async function ready(worker: Running): Promise<Running> {
  await worker.says('this worker delivers')
  return worker
}

async function isSent(publication: Publication): Promise<void> {
  for (;;) {
    const { editions } = await publication.json('status')
    if (editions?.[0]?.state === 'sent') return
    await sleep(1_000)
  }
}

/** Nobody is missing; those who got two got the same one. Gives how many came twice. */
function doubled(log: MailLog, addresses: string[]): number {
  expect(addresses.filter((address) => log.copiesTo(address).length === 0)).toEqual([])
  const ids = new Map<string, Set<string>>()
  for (const { to, messageId } of log.mails) ids.set(to, (ids.get(to) ?? new Set()).add(messageId))
  expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([])
  return log.mails.length - addresses.length
}

const GROWN_TABLES = ['deliveries', 'editions', 'subscribers', 'workers', 'outbox']

/**
 * As a migration of a later release would, and in its way: behind the lock that all who write take, and again where
 * somebody who reads stood in its way. Columns are added, and what is there stays as it is.
 */
async function asNewerVersion(database: string): Promise<void> {
  const { db } = await openPostgres(database)
  await write(db, async (trx) => {
    for (const table of GROWN_TABLES) await trx.schema.alterTable(table).addColumn('later', 'text').execute()
    await sql`update meta set value = cast(cast(value as integer) + 1 as text) where key = 'version'`.execute(trx)
  })
  await db.destroy()
}

async function stateOfEdition(database: string): Promise<unknown> {
  return (await asked(database, 'select state from editions')).rows[0]?.state
}

async function asked(database: string, statements: string) {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    return await client.query(statements)
  } finally {
    await client.end()
  }
}

describe.skipIf(!findPostgres())('workers on one PostgreSQL (skipped where it is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  const endConnections = () =>
    server.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'broadsheet'")

  test('one is killed, the server restarts and cuts connections: nobody is lost, and few come twice', async () => {
    const log = await startMailLog({ delay: 12 })
    const publication = new Publication({ smtpPort: log.port, database: await freshSchema(server) })
    const addresses = await publication.openWith(3_000)
    const workers = await Promise.all([1, 2, 3].map(() => startWorker(publication)).map(ready))
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(400)
    await workers[0]?.kill('SIGKILL')
    await log.reaches(800)
    const status = await publication.json('status')
    // The two that live, and the command, which delivers as well.
    expect(status.workers).toHaveLength(3)
    for (const { holds } of status.workers) expect(holds).toMatchObject([{ edition: 'weekly/1' }])
    expect((await publication.did('status')).stdout).toMatch(
      /Workers:\n +process \d+ on \S+ +\d+ deliveries of weekly\/1/,
    )
    await endConnections()
    await log.reaches(1_200)
    await server.restart('fast')
    await log.reaches(1_600)
    await endConnections()
    await log.reaches(2_000)
    await server.restart('immediate')
    await isSent(publication)

    expect(doubled(log, addresses)).toBeLessThanOrEqual(CONNECTIONS)
    const { editions } = await publication.json('status')
    expect(editions[0]).toMatchObject({ state: 'sent', deliveries: { accepted: 3_000 } })
    await sending.kill('SIGTERM')
    for (const worker of workers.slice(1)) {
      const { exitCode, stdout } = await worker.kill('SIGTERM')
      expect(exitCode).toBe(0)
      expect(stdout).not.toContain('nobody foresaw')
    }
  })

  test('all of them end politely in the middle, and what they had goes on with those that come after', async () => {
    const log = await startMailLog({ delay: 12 })
    const publication = new Publication({ smtpPort: log.port, database: await freshSchema(server) })
    const addresses = await publication.openWith(1_200)
    const workers = await Promise.all([1, 2].map(() => startWorker(publication)).map(ready))
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(300)
    for (const process of [sending, ...workers]) void process.kill('SIGTERM')
    for (const worker of workers) expect((await worker.ended).exitCode).toBe(0)
    await sending.ended
    const worker = await ready(startWorker(publication))
    await isSent(publication)
    expect(doubled(log, addresses)).toBe(0)
    await worker.kill('SIGTERM')
  })

  test('a newer version brings the database up to date beside them: they send on, and none of theirs can begin', async () => {
    const log = await startMailLog({ delay: 12 })
    const database = await freshSchema(server)
    const publication = new Publication({ smtpPort: log.port, database })
    const addresses = await publication.openWith(1_200)
    const workers = await Promise.all([1, 2].map(() => startWorker(publication)).map(ready))
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(300)
    await asNewerVersion(database)
    await log.reaches(500)
    // What they know of the database is asked anew.
    await endConnections()
    await log.reaches(600)
    const { exitCode, stderr } = await publication.run('worker')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('newer')])
    await log.reaches(1_200)
    await expect.poll(() => stateOfEdition(database), { timeout: 60_000 }).toBe('sent')
    expect(doubled(log, addresses)).toBeLessThanOrEqual(3 * CONNECTIONS)
    for (const worker of workers) expect((await worker.kill('SIGTERM')).exitCode).toBe(0)
    await sending.kill('SIGTERM')
  })

  test('an edition with time to undo begins at its time, once for all of them, whoever dies before', async () => {
    const log = await startMailLog()
    const database = await freshSchema(server)
    const publication = new Publication({ smtpPort: log.port, database, newsletter: 'start_delay = "1m"' })
    const addresses = await publication.openWith(1_000)
    const workers = await Promise.all([1, 2, 3].map(() => startWorker(publication)).map(ready))
    const sending = publication.start('send', 'weekly', '--yes')
    await sending.says('starts at')
    await sending.kill('SIGTERM')
    await workers[0]?.kill('SIGKILL')
    const { open } = await publication.json('status')
    expect(open).toMatchObject([{ edition: 'weekly/1', state: 'approved', waits: { for: 'delay' } }])
    const begins = Date.parse(open[0].waits.until)
    await sleep(Math.max(0, begins - Date.now() - 2_000))
    expect(log.mails).toEqual([])
    await isSent(publication)
    expect(doubled(log, addresses)).toBe(0)
    const { rows } = await asked(database, "select at from edition_steps where state = 'sending'")
    expect(rows).toHaveLength(1)
    expect(Number(rows[0].at)).toBeGreaterThanOrEqual(begins)
    for (const worker of workers.slice(1)) expect((await worker.kill('SIGTERM')).exitCode).toBe(0)
  })

  test('a server’s rate holds for all of them together', async () => {
    const log = await startMailLog()
    const smtp = `url = "smtp://127.0.0.1:${log.port}"\nconnections = 4\nrate = ["40/s"]`
    const publication = new Publication({ smtp, database: await freshSchema(server) })
    const addresses = await publication.openWith(800)
    await Promise.all([1, 2, 3].map(() => startWorker(publication)).map(ready))
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(1)
    const begun = performance.now()
    await log.reaches(800)
    const seconds = (performance.now() - begun) / 1_000
    expect(800 / seconds).toBeLessThanOrEqual(40)
    expect(800 / seconds).toBeGreaterThan(10)
    await isSent(publication)
    expect(doubled(log, addresses)).toBe(0)
    await sending.kill('SIGTERM')
  })
})

test('on a SQLite file a worker refuses, and says why and what to do', async () => {
  const publication = new Publication()
  const { exitCode, stderr } = await publication.run('worker')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('On a SQLite file one program delivers')
  expect(stderr).toContain('broadsheet serve')
})
