import Database from 'better-sqlite3'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { Busy } from '../busy.ts'
import { movedAway } from '../database-facts.ts'
import { placeMovedTo } from './write-ban.ts'

/** What SQLite (https://www.sqlite.org/rescode.html) or the file system says → what a person can do about it, or the error itself. */
export function explainSqlite(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown } | undefined)?.code
  if (typeof code !== 'string') return error
  if (error instanceof Database.SqliteError && isLocked(code)) return new Busy(code, { cause: error })
  const movedTo = placeMovedTo(error)
  if (movedTo !== undefined) return new BroadsheetError(movedAway(movedTo, file))
  const sentence = SENTENCES.find(([pattern]) => pattern.test(code))
  if (!sentence) return error
  const [, problem, message, hint] = sentence
  return new BroadsheetError(failure(problem, message, { file, hint }))
}

function isLocked(code: string): boolean {
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
}

type ProblemCode = Parameters<typeof failure>[0]

const SENTENCES: [RegExp, ProblemCode, string, string][] = [
  [
    /^SQLITE_NOTADB$/,
    'store.not-a-database',
    'This file is no SQLite database, or a damaged one.',
    'Name another file in database.url, or put a backup in its place: `broadsheet db restore FILE`.',
  ],
  [
    /^SQLITE_CORRUPT.*$/,
    'store.damaged',
    'The database is damaged.',
    'Stop whatever runs on it and put a backup in its place: `broadsheet db restore FILE`.',
  ],
  [
    // SHMSIZE: the file of shared memory beside the database could not grow.
    /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/,
    'store.full',
    'The disk is full: nothing of this step was written.',
    'Free some space: what still runs goes on by itself, what has ended is to be run again.',
  ],
  [
    /^(SQLITE_READONLY.*|EROFS)$/,
    'store.unwritable',
    'The database cannot be written.',
    'Give this user the right to write the file and its folder.',
  ],
  [
    /^(SQLITE_CANTOPEN.*|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EISDIR|ENOTDIR|ENOENT|EEXIST)$/,
    'store.unreadable',
    'The database cannot be opened.',
    'Check database.url, and that this user may read and write the file and its folder.',
  ],
  [
    /^(SQLITE_IOERR.*|EIO|ENXIO|ENODEV|ESTALE)$/,
    'store.disk',
    'The disk failed while the database was read or written.',
    'Check the disk; the last step may not have been written.',
  ],
]
