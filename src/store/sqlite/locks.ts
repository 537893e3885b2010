import { existsSync, readFileSync, statSync } from 'node:fs'

/**
 * Whether another process has locks on a database or its shared memory, as Linux lists them: of a database that is too
 * damaged to be opened, SQLite does not tell. False where the system lists none.
 */
export function hasForeignLocks(file: string): boolean {
  const inodes = [file, `${file}-shm`].flatMap((path) => (existsSync(path) ? [String(statSync(path).ino)] : []))
  return lockLines().some((line) => {
    const [, kind, , , pid, place] = line.trim().split(/\s+/)
    return kind === 'POSIX' && pid !== String(process.pid) && inodes.includes(place?.split(':').at(-1) ?? '')
  })
}

function lockLines(): string[] {
  try {
    return readFileSync('/proc/locks', 'utf8').split('\n')
  } catch {
    return []
  }
}
