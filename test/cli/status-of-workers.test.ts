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
