import { type FileHandle, open, realpath } from 'node:fs/promises'

type LogFile = Pick<FileHandle, 'datasync' | 'close'>

/**
 * Brings SQLite's write-ahead log to the disk without holding up the thread. SQLite's own way, `synchronous = full`,
 * makes the thread wait for the disk at each commit, and with it every page and every SMTP connection.
 */
export class LogSync {
  readonly #open: () => Promise<LogFile>
  #log: Promise<LogFile> | undefined
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  /** `open` gives the log's file; it is called once, at the first flush. */
  constructor(open: () => Promise<LogFile>) {
    this.#open = open
  }

  /**
   * Resolves when all that was committed before the call outlives a power cut; rejects where the disk fails. One flush
   * runs at a time, and whoever asks meanwhile shares the next: it may be too late for the one under way.
   */
  flush(): Promise<void> {
    this.#next ??= this.#running.catch(() => {}).then(() => this.#start())
    return this.#next
  }

  async close(): Promise<void> {
    await (this.#next ?? this.#running).catch(() => {})
    await (await this.#log?.catch(() => undefined))?.close()
  }

  #start(): Promise<void> {
    this.#next = undefined
    this.#log ??= this.#open()
    this.#running = this.#log.then((log) => log.datasync())
    return this.#running
  }
}

/**
 * The write-ahead log of a database. SQLite makes it with the first statement, and it stays the same file until the last
 * connection closes. SQLite has no lock on it (they are on the main file and on -shm) that closing this handle could drop:
 * test/integration/beside-sqlite3.slow.test.ts looks into /proc/locks.
 */
export async function openLog(database: string): Promise<FileHandle> {
  return open(`${await realpath(database)}-wal`, 'r+')
}
