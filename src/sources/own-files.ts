import { realpathSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import { sqliteFile } from '../config/database-url.ts'

/**
 * Tells by their real paths the files of the database and the cache. A post that shows one as a picture would have it
 * published, and opened beside SQLite, which drops the locks of the whole process when it is closed.
 */
export function ownFiles({ database }: Config): (path: string) => boolean {
  const file = sqliteFile(database.url)
  const cache = join(realFolder(database.dataDir), 'cache') + sep
  const own = file === undefined ? [] : ['', '-wal', '-shm', '-journal'].map((ending) => realPath(file) + ending)
  return (path) => path.startsWith(cache) || own.includes(path)
}

function realPath(file: string): string {
  return join(realFolder(dirname(file)), basename(file))
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
