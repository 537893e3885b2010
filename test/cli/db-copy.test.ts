import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPublication, TOML } from './a-publication.ts'

const onServer = (url: string) => `${TOML}\n[database]\nurl = "${url}"\n`

test('db copy moves the publication, says what to change, and goes back the same way', async () => {
  const { dir, run, edit } = aPublication()
  await run('subscribers', 'add', 'ada@example.com')
  const { exitCode, stdout, stderr } = await run('db', 'copy', '--to', 'sqlite:elsewhere/news.db')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.replaceAll(dir, '<dir>').replace(/[0-9a-f]{16}$/gm, '<checksum>')).toMatchInlineSnapshot(`
    "table          rows  checksum
    subscribers    1     <checksum>
    subscriptions  1     <checksum>
    consents       1     <checksum>

    sqlite:<dir>/elsewhere/news.db holds all of sqlite:<dir>/data/broadsheet.db, table for table the same, and is the publication from here on.
    The other one is marked as moved: nothing works on it any more. Now, in broadsheet.toml:
      [database]
      url = "sqlite:<dir>/elsewhere/news.db"    # with its password and parameters, where it has such
      data_dir = "<dir>/data"    # pictures of sent mails stay there
    Then \`broadsheet db check\`, and \`broadsheet serve\` goes on.
    "
  `)

  const moved = await run('subscribers', 'list')
  expect(moved.exitCode).toBe(1)
  expect(moved.stderr).toContain(`This publication was moved to sqlite:${dir}/elsewhere/news.db.`)
  expect(moved.stderr).toContain('Name that one in database.url.')

  edit('broadsheet.toml', (text) => `${text}\n[database]\nurl = "sqlite:elsewhere/news.db"\n`)
  expect((await run('subscribers', 'list')).stdout).toContain('ada@example.com')
  expect((await run('db', 'check')).exitCode).toBe(0)

  expect((await run('db', 'copy', '--to', 'sqlite:data/broadsheet.db')).exitCode).toBe(0)
  edit('broadsheet.toml', () => TOML)
  expect((await run('subscribers', 'list')).stdout).toContain('ada@example.com')
})

test.each([
  ['nothing to copy', 'sqlite:news.db', 'data/broadsheet.db: There is no publication to copy. Check database.url.'],
  ['no database', 'news.db', '--to names no database. Write it as in database.url'],
  ['no URL', 'postgres://news:secret@db:port/news', '--to names no database.'],
])('db copy where there is %s says so, and makes nothing', async (_what, to, sentence) => {
  const { dir, run } = aPublication()
  const { exitCode, stderr } = await run('db', 'copy', '--to', to)
  expect(exitCode).toBeGreaterThan(0)
  expect(stderr).toContain(sentence)
  expect(stderr).not.toContain('secret')
  expect(['news.db', 'data/broadsheet.db'].filter((file) => existsSync(join(dir, file)))).toEqual([])
})

test('db copy without --to says what is missing', async () => {
  const { run } = aPublication()
  expect(await run('db', 'copy')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--to <url>') })
})

test.each([
  [
    'backup',
    /Nothing was written: .* Run: pg_dump --format=custom --schema=lantern --file=\S+\/x\.dump postgres:\/\/news@db\.example\/news/,
  ],
  ['restore', /Nothing was changed: .* pg_restore .*--dbname=postgres:\/\/news@db\.example\/news \S+\/x\.dump/],
])('db %s of a database on a server names the command that does it, without the password', async (command, said) => {
  const url = 'postgres://news:secret@db.example/news?options=-csearch_path%3Dlantern'
  const { run } = aPublication({ 'broadsheet.toml': onServer(url) })
  const { exitCode, stderr, stdout } = await run('db', command, 'x.dump')
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(said)
  expect(stderr + stdout).not.toContain('secret')
})
