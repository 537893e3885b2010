import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { BESIDE, copyDatabase, removeDatabase, syncFolderOf } from './copy-database.ts'
import { asProblem, factOf, openAsItIs } from './open-as-it-is.ts'
import { fileAt } from './opened-files.ts'

/**
 * Writes a whole copy of the database to `target`, at any time: a running `serve` goes on. An earlier backup of the same
 * publication is replaced in one step, anything else is left alone.
 * @throws BroadsheetError where it cannot; then `target` is as it was
 */
export async function backUpDatabase(file: string, target: string): Promise<{ bytes: number }> {
  const source = openAsItIs(file)
  const fresh = `${target}.${randomUUID()}.new`
  try {
    assertReplaceable(target, file, factOf(source, 'instance'))
    await copyDatabase(source, fresh)
    for (const ending of BESIDE) await rm(target + ending, { force: true })
    await rename(fresh, target)
    await syncFolderOf(target)
    return { bytes: statSync(target).size }
  } catch (error) {
    await removeDatabase(fresh)
    throw asProblem(error, target)
  } finally {
    source.close()
  }
}

function assertReplaceable(target: string, file: string, instance: string | undefined): void {
  if (!existsSync(target)) return
  if (fileAt(target) === fileAt(file)) throw refused(target, 'This is the database itself.')
  if (instanceOf(target) !== instance)
    throw refused(target, 'This file is there already, and no backup of this database.')
}

/** Undefined for whatever is no database of ours. */
function instanceOf(target: string): string | undefined {
  try {
    const database = openAsItIs(target)
    try {
      return factOf(database, 'instance')
    } finally {
      database.close()
    }
  } catch {
    return undefined
  }
}

function refused(target: string, message: string): BroadsheetError {
  return new BroadsheetError(failure('store.backup-target', message, { file: target, hint: 'Name another file.' }))
}
