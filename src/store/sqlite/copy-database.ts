import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { damaged, damageOf } from './integrity.ts'

/** Between two steps of a copy other work gets its turn; each is 40 MB. */
const PAGES_A_STEP = 10_000

/**
 * Copies a database by SQLite's own means, as it is at this moment, whoever writes meanwhile, into a file that only its
 * owner may read. It is whole, one file, and on the disk when this ends; where it fails, nothing is left of it.
 * @param source its path stands in problems
 * @throws BroadsheetError `store.damaged`
 */
export async function copyDatabase(source: Database.Database, target: string): Promise<void> {
  await (await open(target, 'wx', 0o600)).close()
  try {
    // What others commit from here on is not seen; else each commit would make the copy begin anew.
    source.exec('begin')
    try {
      source.prepare('select count(*) from sqlite_schema').get()
      await source.backup(target, { progress: () => PAGES_A_STEP })
    } finally {
      source.exec('rollback')
    }
    finish(target, source.name)
    await syncFile(target)
  } catch (error) {
    await removeDatabase(target)
    throw error
  }
}

function finish(target: string, shownAs: string): void {
  const copy = new Database(target, { fileMustExist: true })
  try {
    // One file, that can be opened where nothing may be written.
    copy.pragma('journal_mode = delete')
    const problems: Problem[] = damageOf(copy, 'integrity_check').map((finding) => damaged(finding, shownAs))
    if (problems.length > 0) throw new BroadsheetError(problems)
  } finally {
    copy.close()
  }
}

export async function removeDatabase(file: string): Promise<void> {
  for (const ending of ['', ...BESIDE]) await rm(file + ending, { force: true })
}

/** What SQLite may leave beside a database; of another one, it would be taken for this one's. */
export const BESIDE = ['-wal', '-shm', '-journal']

/** Of a file that no connection of this process has open. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

/** Makes names last, where the file system can. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
