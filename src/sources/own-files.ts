import { realpathSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Config } from '../config/config.ts'

/**
 * Tells by their real paths the files of the database and the cache. A post that shows one as a picture would have it
 * published, and opened beside SQLite, which drops the locks of the whole process when it is closed.
 */
export function ownFiles({ database }: Config): (path: string) => boolean {
  const file = database.url.slice('sqlite:'.length)
  const folder = realFolder(dirname(file))
  const cache = join(folder, 'cache') + sep
  const own = ['', '-wal', '-shm', '-journal'].map((ending) => join(folder, basename(file) + ending))
  return (path) => path.startsWith(cache) || own.includes(path)
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
