import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'

/**
 * What `node:fs/promises` does, without waiting: each look at a local disk takes microseconds, and a trip to another thread
 * for it several times as long. For what is small, as a site's folders and settings are.
 */
export async function readFile(path: string, _encoding: 'utf8'): Promise<string> {
  return readFileSync(path, 'utf8')
}

export async function stat(path: string): Promise<Stats> {
  return statSync(path)
}

/** As the system resolves it: Node's own way looks at each folder above. */
export async function realpath(path: string): Promise<string> {
  return realpathSync.native(path)
}

export async function readNames(dir: string): Promise<string[]> {
  return readdirSync(dir)
}

/** @param recursive all that lies below, too */
export async function readEntries(dir: string, recursive = false): Promise<Dirent[]> {
  return readdirSync(dir, { recursive, withFileTypes: true })
}
