import { type BigIntStats, realpathSync, statSync } from 'node:fs'
import { BroadsheetError, failure } from '../../config/problem.ts'

/** Beside a database with a write-ahead log, as SQLite names them. */
const BESIDE = ['-wal', '-shm']

/**
 * Tells whether the files that a connection has open still stand under their names. SQLite goes on in a file that was
 * deleted or replaced, and what it writes there is gone when it closes (https://www.sqlite.org/howtocorrupt.html §4.4).
 * Files are asked for by name alone: closing a handle of them would drop the locks of the whole process (§2.2).
 */
export class OpenedFiles {
  readonly #file: string
  readonly #known: ReadonlyMap<string, string>

  private constructor(file: string, known: ReadonlyMap<string, string>) {
    this.#file = file
    this.#known = known
  }

  /** Of a connection that has read, so that its log is there. */
  static of(file: string, { hasLog }: { hasLog: boolean }): OpenedFiles {
    const real = realpathSync(file)
    const paths = [file, ...(hasLog ? BESIDE.map((ending) => real + ending) : [])]
    return new OpenedFiles(file, new Map(paths.map((path) => [path, fileAt(path)])))
  }

  /** @throws BroadsheetError `store.moved` */
  assertInPlace(): void {
    for (const [path, known] of this.#known) if (fileAt(path) !== known) throw moved(this.#file)
  }
}

/** Which file stands under a name; empty where there is none. */
export function fileAt(path: string): string {
  const found: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}` : ''
}

function moved(file: string): BroadsheetError {
  const message =
    'The database was deleted or replaced while this program had it open: what it writes now would be lost.'
  const hint =
    'Stop every Broadsheet that runs on it, put the right file there (`broadsheet db restore FILE` does it safely), and start again.'
  return new BroadsheetError(failure('store.moved', message, { file, hint }))
}
