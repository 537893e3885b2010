import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { signToken } from '../../src/subscribers/token.ts'
import { type Publication, SECRET } from './a-publication.ts'
import { served } from './served.ts'

const hasSqlite3 = spawnSync('sqlite3', ['--version']).status === 0
const hasLocks = existsSync('/proc/locks')

/** Which of a database's files this process holds POSIX locks on, by their endings. */
function locksOf(pid: number | undefined, file: string): string[] {
  const locked = readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, kind, , , holder]) => kind === 'POSIX' && holder === String(pid))
    .map(([, , , , , place]) => place?.split(':').at(-1))
  return ['', '-wal', '-shm'].filter((ending) => locked.includes(String(statSync(file + ending).ino)))
}

const databaseOf = (publication: Publication) => join(publication.dir, 'data/broadsheet.db')

/** As Debian's own SQLite sees it, which knows nothing of ours. */
function sqlite3(publication: Publication, statement: string): string {
  return execFileSync('sqlite3', [databaseOf(publication), statement], { encoding: 'utf8' }).trim()
}

function integrity(file: string): unknown {
  const database = new Database(file, { readonly: true })
  try {
    return database.pragma('integrity_check', { simple: true })
  } finally {
    database.close()
  }
}

function leave(publication: Publication, web: string, address: string): Promise<Response> {
  const [row] = publication.sql<{ handle: string }>(
    'select s.handle from subscriptions s join subscribers p on p.id = s.subscriber_id where p.address = ?',
    address,
  )
  const body = new URLSearchParams('List-Unsubscribe=One-Click')
  return fetch(`${web}unsubscribe/${signToken('unsubscribe', row?.handle ?? '', [SECRET])}`, { method: 'POST', body })
}

const stateOf = async (publication: Publication, address: string) =>
  (await publication.json('subscribers', 'show', address)).subscriptions[0].state

describe.skipIf(!hasLocks)('locks (skipped where there is no /proc/locks)', () => {
  test('serve has those of both threads all the time; none is on the log, whose handle we close', async () => {
    const { log, publication, serve, web } = await served(40, { delay: 20 })
    const locks = () => locksOf(serve.process.pid, databaseOf(publication))
    expect(locks()).toEqual(['', '-shm'])
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(10)
    expect(locks()).toEqual(['', '-shm'])
    expect((await leave(publication, web, 'reader-0040@example.org')).status).toBe(200)
    await sending.ended
    await publication.did('status')
    expect(locks()).toEqual(['', '-shm'])
    await serve.kill('SIGTERM')
    expect(existsSync(`${databaseOf(publication)}-wal`)).toBe(false)
  })

  test('send has them, too, while its thread delivers', async () => {
    const { log, publication, serve } = await served(40, { delay: 20 })
    await serve.kill('SIGTERM')
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(10)
    expect(locksOf(sending.process.pid, databaseOf(publication))).toEqual(['', '-shm'])
    expect((await sending.ended).stdout).toContain('40 accepted')
  })
})

describe.skipIf(!hasSqlite3)("beside Debian's sqlite3 (skipped where it is not installed)", () => {
  test('a backup, a query and a write beside serve take nothing away, and a kill after them loses nothing', async () => {
    const { publication, serve, web } = await served(5)
    const copy = join(publication.dir, 'copy.db')
    sqlite3(publication, `vacuum into '${copy}'`)
    expect(existsSync(`${databaseOf(publication)}-wal`)).toBe(true)
    expect((await leave(publication, web, 'reader-0002@example.org')).status).toBe(200)
    expect(sqlite3(publication, 'select count(*) from subscribers')).toBe('5')
    await publication.did('subscribers', 'add', 'later1@example.org')
    sqlite3(publication, "update subscribers set name = 'One' where id = 1; pragma wal_checkpoint")
    await publication.did('subscribers', 'add', 'later2@example.org')
    await serve.kill('SIGKILL')
    const again = publication.start('serve')
    await again.says('listening on')
    expect(await stateOf(publication, 'reader-0002@example.org')).toBe('unsubscribed')
    for (const name of ['later1', 'later2']) expect(await stateOf(publication, `${name}@example.org`)).toBe('active')
    expect((await leave(publication, web, 'reader-0003@example.org')).status).toBe(200)
    expect((await again.kill('SIGTERM')).exitCode).toBe(0)
    expect(integrity(databaseOf(publication))).toBe('ok')
    expect(integrity(copy)).toBe('ok')
  })

  test('a backup in the middle of a send, and a kill after it, double no more than the open connections', async () => {
    const { log, publication, addresses, serve } = await served(120, { delay: 20 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(20)
    sqlite3(publication, `vacuum into '${join(publication.dir, 'copy.db')}'`)
    await log.reaches(80)
    await serve.kill('SIGKILL')
    await sending.kill('SIGKILL')
    publication.leaseRunsOut()
    await publication.did('run', '--once')
    expect(new Set(log.mails.map(({ to }) => to))).toEqual(new Set(addresses))
    expect(log.mails.length).toBeLessThanOrEqual(addresses.length + 4)
    expect(integrity(databaseOf(publication))).toBe('ok')
  })
})

describe('db backup and db restore', () => {
  test('a backup while serve sends is whole; a restore waits until serve is stopped, and holds what was on its way', async () => {
    const { log, publication, addresses, serve } = await served(60, { delay: 800 })
    const copy = join(publication.dir, 'copy.db')
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(8)
    expect((await publication.did('db', 'backup', copy)).stdout).toMatch(/copy\.db is a whole copy, \d+ kB/)
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    const refused = await publication.run('db', 'restore', copy)
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('Another program has the database open. Stop every `broadsheet serve`')
    expect((await sending.ended).stdout).toContain('60 accepted')
    await serve.kill('SIGTERM')
    const restored = await publication.did('db', 'restore', copy)
    expect(restored.stdout).toContain('broadsheet cancel weekly/1')
    expect(await publication.json('db', 'check')).toMatchObject({ subscriberCount: 60, problems: [] })
    await publication.did('run', '--once')
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
    expect((await publication.json('status')).editions).toMatchObject([{ edition: 'weekly/1', state: 'paused' }])
    await publication.did('cancel', 'weekly/1')
    await publication.did('adopt')
    publication.post('ropes')
    expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/2 is sent: 60 accepted')
    expect(new Set(log.mails.map(({ messageId }) => messageId)).size).toBe(120)
  })
})

describe('a database that is taken away from a running serve', () => {
  const ways: [string, (file: string) => void][] = [
    ['is deleted', (file) => unlinkSync(file)],
    ['is deleted with its folder', (file) => rmSync(join(file, '..'), { recursive: true })],
    ['is replaced by a copy', replaceByCopy],
  ]
  test.each(ways)('and %s ends it with a sentence, and nobody is told that they have left', async (_, takeAway) => {
    const { publication, serve, web } = await served(3)
    const leaving = await tokenUrl(publication, web)
    takeAway(databaseOf(publication))
    const answer = await fetch(leaving, { method: 'POST' }).catch(() => undefined)
    if (answer) {
      expect(answer.status).toBe(500)
      expect(await answer.text()).not.toContain('unsubscribed')
    }
    const { exitCode, stderr } = await serve.ended
    expect(exitCode).toBe(1)
    expect(stderr).toContain('The database was deleted or replaced while this program had it open')
    expect(stderr).toContain('broadsheet db restore FILE')
  })

  test('two on two copies do not both send: the one whose file was replaced sends nothing', async () => {
    const { log, publication, serve } = await served(60, { delay: 50 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(4)
    replaceByCopy(databaseOf(publication))
    expect((await serve.ended).exitCode).toBe(1)
    expect((await sending.ended).exitCode).toBe(1)
    const taken = log.mails.length
    await sleep(500)
    expect(log.mails.length).toBe(taken)
    expect(taken).toBeLessThan(60)
  })
})

/** As somebody restores who did not stop it first. */
function replaceByCopy(file: string): void {
  copyFileSync(file, `${file}.copy`)
  for (const ending of ['-wal', '-shm']) rmSync(file + ending)
  renameSync(`${file}.copy`, file)
}

async function tokenUrl(publication: Publication, web: string): Promise<string> {
  const [row] = publication.sql<{ handle: string }>('select handle from subscriptions')
  return `${web}unsubscribe/${signToken('unsubscribe', row?.handle ?? '', [SECRET])}`
}
