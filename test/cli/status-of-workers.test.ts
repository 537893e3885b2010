import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

test('numbers of workers are shown one way', async () => {
  const { dir, run } = aPublication()
  await run('status')
  const database = new Database(join(dir, 'data/broadsheet.db'))
  const insert = database.prepare(`insert into workers
    (holder, host, boot, pid, started, since, heard_at, sent, per_minute) values ('a', ?, 'b', ?, '1', ?, ?, ?, ?)`)
  const now = Date.now()
  insert.run('send-1', 4711, now, now, 12_345, 2310)
  insert.run('send-2', 812, now, now - 1_500_000, 0, 0)
  database.close()
  const { stdout } = await run('status')
  expect(stdout).toMatch(/process 4711 on send-1 +nothing at the moment +2,310 a minute +heard of \d s ago/)
  expect(stdout).toMatch(/process 812 on send-2 +nothing at the moment +0 a minute +heard of 1,50\d s ago/)
  expect(JSON.parse((await run('status', '--json')).stdout).workers).toMatchObject([{ perMinute: 2310 }, {}])
})

test('status says which of several processes plans', async () => {
  const { dir, run } = aPublication()
  expect((await run('status')).stdout).not.toContain('Planned by')
  const database = new Database(join(dir, 'data/broadsheet.db'))
  const announce = database.prepare(`insert into processes
    (id, command, pid, started, host, boot, version, config_file, settings_hash, settings, since)
    values (?, 'serve', ?, '1', ?, '', '0.1.0', '/site/broadsheet.toml', '', '{}', ?)`)
  announce.run('one', 71, 'web-1', 1)
  announce.run('other', 72, 'web-2', 2)
  const hold = database.prepare(`insert or replace into leases (name, holder, fence, expires_at) values (?, ?, 1, ?)`)
  hold.run('delivery', 'one', Date.now() + 30_000)
  hold.run('schedule', 'other', Date.now() + 30_000)
  expect((await run('status')).stdout).toContain('\nPlanned by broadsheet serve (process 72 on web-2).\n')
  const plans = async () =>
    JSON.parse((await run('status', '--json')).stdout).running.map((one: { plans: boolean }) => one.plans)
  expect(await plans()).toEqual([false, true])
  // It fell silent, and nobody has taken over yet.
  hold.run('schedule', 'other', Date.now() - 1)
  expect(await plans()).toEqual([false, false])
  database.close()
})
