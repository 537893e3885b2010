import { expect, test } from 'vitest'
import { schemaOf, serverBackup, serverRestore } from '../../../src/actions/database/server-backup.ts'

const SERVER = { shownUrl: 'postgres://news@db.example.net/news', schema: undefined, keepWithIt: [] }

test('a backup is not made, and the very command is named', () => {
  expect(serverBackup(SERVER, '/backup/news.dump').problems).toEqual([
    {
      code: 'store.server-backup',
      severity: 'error',
      message: 'Nothing was written: PostgreSQL backs up its databases itself, at any time.',
      file: 'postgres://news@db.example.net/news',
      hint: 'Run: pg_dump --format=custom --file=/backup/news.dump postgres://news@db.example.net/news',
    },
  ])
})

test('with its schema, and what is to be kept with it; each is one word of a shell', () => {
  const server = { shownUrl: "postgres://o'hara@db/news", schema: 'The Lantern', keepWithIt: ['data/numbers', '.env'] }
  expect(serverBackup(server, '/my backups/$(x).dump').problems[0]?.hint).toBe(
    "Run: pg_dump --format=custom --schema='The Lantern' --file='/my backups/$(x).dump' 'postgres://o'\\''hara@db/news'. Keep with it: data/numbers, .env.",
  )
})

test('a restore says what comes before and after it', () => {
  const { hint, message } = serverRestore(SERVER, '/backup/news.dump').problems[0] ?? {}
  expect(message).toBe('Nothing was changed: PostgreSQL restores its databases itself.')
  expect(hint).toContain(
    'pg_restore --clean --if-exists --no-owner --single-transaction --dbname=postgres://news@db.example.net/news /backup/news.dump',
  )
  expect(hint).toMatch(/^Stop every Broadsheet .* `broadsheet adopt`/)
})

test.each([
  ['postgres://db/news', undefined],
  ['postgres://db/news?sslmode=require', undefined],
  ['postgres://db/news?options=-csearch_path%3Dlantern', 'lantern'],
  ['postgres://db/news?options=-c%20search_path=lantern,public', 'lantern'],
  ['postgres://db/news?options=--search_path%3Dlantern%20-cwork_mem%3D1MB', 'lantern'],
  ['postgres://db/news?options=-csearch_path%3D%22The%20Lantern%22', 'The Lantern'],
])('the schema of %s', (url, schema) => {
  expect(schemaOf(url)).toBe(schema)
})
