import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SqliteFile } from '../../../src/store/sqlite/file.ts'
import { openSqliteFile } from '../../../src/store/sqlite/open-file.ts'

test('work all over the database has more room in memory and in the log, and leaves the usual behind, failed or not', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-room-'))
  const opened = await openSqliteFile(join(dir, 'room.db'))
  const { database } = opened
  const file = new SqliteFile(opened)
  onTestFinished(async () => {
    await file.close()
    rmSync(dir, { recursive: true })
  })
  const room = () => [
    database.pragma('cache_size', { simple: true }),
    database.pragma('wal_autocheckpoint', { simple: true }),
  ]
  expect(room()).toEqual([-4_000, 1_000])
  expect(await file.withMuchRoom(async () => room())).toEqual([-64_000, 16_000])
  expect(await file.withMoreRoom(async () => room())).toEqual([-16_000, 8_000])
  expect(room()).toEqual([-4_000, 1_000])
  await expect(file.withMuchRoom(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
  expect(room()).toEqual([-4_000, 1_000])
})
