import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'

/** Texts by name; see CachedTexts in sources/, which it serves. */
export interface Namespace {
  all(): Map<string, string>
  get(name: string): string | undefined
  put(texts: ReadonlyMap<string, string>): void
  drop(names: string[]): void
}

export interface Cache {
  namespace(name: string): Namespace
  /** Forgets everything. */
  clear(): void
  close(): void
}

const FILE = 'cache.db'
/** Another process writes in a moment; longer than that, what it made serves us as well. */
const BUSY_TIMEOUT_MS = 2_000

/**
 * Texts that can be made again, in a SQLite file of their own in `dir`, which may be deleted at any time. Several processes may use it at
 * once. Nothing here throws: a file that is damaged or of another program is emptied, a folder that cannot be written holds nothing.
 * @param program what made the texts; another program's are forgotten. Each has namespaces of its own, for one that is being replaced may
 *   still be running
 */
export function openCache(dir: string, program: string): Cache {
  const file = new CacheFile(dir, program)
  return {
    namespace: (name) => namespaceOf(file, `${program} ${name}`),
    clear: () => clear(file),
    close: () => file.close(),
  }
}

function namespaceOf(file: CacheFile, namespace: string): Namespace {
  return {
    all: () => file.run((db) => readAll(db, namespace)) ?? new Map(),
    get: (name) => file.run((db) => readOne(db, namespace, name)),
    put: (texts) => file.run((db) => writeAll(db, namespace, texts)),
    drop: (names) => file.run((db) => dropAll(db, namespace, names)),
  }
}

/** Row by row: whoever has the file open as well is to see it. */
function clear(file: CacheFile): void {
  if (!file.run((db) => db.exec('delete from texts'))) file.replace()
}

interface Row {
  name: string
  text: string
  /** SQLite finds a damaged page only where its own structure is hurt. */
  sum: number
}

function readAll(db: Database.Database, namespace: string): Map<string, string> {
  const texts = new Map<string, string>()
  const rows = db.prepare<[string], Row>('select name, text, sum from texts where shelf = ?').iterate(namespace)
  for (const row of rows) if (isWhole(namespace, row)) texts.set(row.name, row.text)
  return texts
}

function readOne(db: Database.Database, namespace: string, name: string): string | undefined {
  const statement = db.prepare<[string, string], Row>('select name, text, sum from texts where shelf = ? and name = ?')
  const row = statement.get(namespace, name)
  return row && isWhole(namespace, row) ? row.text : undefined
}

function writeAll(db: Database.Database, namespace: string, texts: ReadonlyMap<string, string>): void {
  if (texts.size === 0) return
  const write = db.prepare('insert or replace into texts (shelf, name, text, sum) values (?, ?, ?, ?)')
  db.transaction(() => {
    for (const [name, text] of texts) write.run(namespace, name, text, sumOf(namespace, name, text))
  }).immediate()
}

function dropAll(db: Database.Database, namespace: string, names: string[]): void {
  if (names.length === 0) return
  const drop = db.prepare('delete from texts where shelf = ? and name = ?')
  db.transaction(() => {
    for (const name of names) drop.run(namespace, name)
  }).immediate()
}

function isWhole(namespace: string, { name, text, sum }: Row): boolean {
  return typeof text === 'string' && sum === sumOf(namespace, name, text)
}

function sumOf(namespace: string, name: string, text: string): number {
  return crc32(text, crc32(`${namespace}\0${name}\0`))
}

/** The file, made anew where it turns out to be damaged. */
class CacheFile {
  readonly #dir: string
  readonly #program: string
  #db: Database.Database | undefined

  constructor(dir: string, program: string) {
    this.#dir = dir
    this.#program = program
    this.#db = this.#open()
    if (!this.#db) this.replace()
  }

  /** Undefined where it failed. */
  run<Result>(work: (db: Database.Database) => Result): Result | undefined {
    if (!this.#db) return undefined
    try {
      return work(this.#db)
    } catch (error) {
      if (isDamage(error)) this.replace()
      return undefined
    }
  }

  replace(): void {
    this.close()
    try {
      for (const ending of ['', '-wal', '-shm']) rmSync(join(this.#dir, FILE + ending), { force: true })
    } catch {
      return
    }
    this.#db = this.#open()
  }

  close(): void {
    this.#db?.close()
    this.#db = undefined
  }

  #open(): Database.Database | undefined {
    let db: Database.Database | undefined
    try {
      makePrivateFolder(this.#dir)
      db = new Database(join(this.#dir, FILE), { timeout: BUSY_TIMEOUT_MS })
      makePrivate(this.#dir)
      db.pragma('journal_mode = wal')
      db.pragma('synchronous = normal')
      db.exec(TABLES)
      forgetOthers(db, this.#program)
      return db
    } catch {
      db?.close()
      return undefined
    }
  }
}

/** Those above it, which may hold other things, are made as usual. */
function makePrivateFolder(dir: string): void {
  mkdirSync(dirname(dir), { recursive: true })
  mkdirSync(dir, { recursive: true, mode: 0o700 })
}

/**
 * Drafts are in it. By name: to open the file and close it again would drop SQLite's locks. What SQLite makes beside it from
 * now on has the same mode; an older version made all of them readable.
 */
function makePrivate(dir: string): void {
  for (const ending of ['', '-wal', '-shm']) {
    try {
      chmodSync(join(dir, FILE + ending), 0o600)
    } catch {
      // Another user's, who alone may say who reads it; or not there.
    }
  }
}

const TABLES = `
create table if not exists texts (shelf text, name text, text text, sum integer, primary key (shelf, name)) without rowid;
`

function forgetOthers(db: Database.Database, program: string): void {
  const own = `${program} `
  // In the order of names those of one program stand together: the first and the last tell of all, and a look at each row took
  // a twentieth of a build that has nothing to do.
  const ends = db
    .prepare<[], string>('select min(shelf) from texts union all select max(shelf) from texts')
    .pluck()
    .all()
  if (ends.some((namespace) => !(namespace ?? own).startsWith(own)))
    db.prepare('delete from texts where substr(shelf, 1, ?) <> ?').run(own.length, own)
}

/** SQLITE_BUSY and a full disk pass by; these do not. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|ERROR|IOERR_SHORT_READ|SCHEMA)/.test(code)
}
