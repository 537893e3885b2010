import Database from 'better-sqlite3'
import { Temporal } from 'temporal-polyfill'
import type { MergedNote, RowNote, RowNotes, Strictness } from '../../subscribers/import/merge-rows.ts'
import type { SuppressionReason } from '../../subscribers/subscriber.ts'
import { explainSqlite } from './problems.ts'

const CACHE_KIB = 4_000
const PAGE = 500

/** A row's number is its id; `said` is its suppression, as JSON. */
interface NoteRow {
  id: number
  entry: string
  status: Strictness
  said: string | null
}

/**
 * What the rows of a list say, in a temporary file that has no name and goes with the connection, also where the program is killed.
 * It is sorted there, so that a list of a million takes no more memory than a short one.
 */
export function keepRowNotes(): RowNotes {
  // '' is SQLite's own name for such a file.
  const database = new Database('')
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'temp_store = file', `cache_size = -${CACHE_KIB}`])
    database.pragma(pragma)
  database.exec(`
    create table notes (id integer primary key, entry text not null, status text not null, said text);
    create table merged (entry text primary key, status text not null, said text, first integer) without rowid;
    begin`)
  const add = database.prepare('insert into notes (id, entry, status, said) values (?, ?, ?, ?)')
  const keep = database.prepare('insert into merged (entry, status, said, first) values (?, ?, ?, ?)')
  const kept = database.prepare<[string], NoteRow & { first: number | null }>('select * from merged where entry = ?')
  let next = 0
  return explained({
    add: ({ entry, status, suppression }) => void add.run(next++, entry, status, saidText(suppression)),
    repeated: () => repeatedIn(database),
    keep: ({ entry, status, suppression, first }) => void keep.run(entry, status, saidText(suppression), first ?? null),
    kept(entry) {
      const row = kept.get(entry)
      return row && { ...noteOf(row), ...(row.first !== null && { first: row.first }) }
    },
    close: () => void database.close(),
  })
}

/** In pages: nothing may be written while a query is under way. */
function* repeatedIn(database: Database.Database): Iterable<RowNote & { number: number }> {
  database.exec(`
    create table repeated (entry text primary key) without rowid;
    insert into repeated select entry from notes group by entry having count(*) > 1;
    create table sorted as
      select notes.* from notes cross join repeated on repeated.entry = notes.entry order by notes.entry, notes.id`)
  const page = database.prepare<[number, number], NoteRow & { place: number }>(
    'select rowid as place, * from sorted where rowid > ? order by rowid limit ?',
  )
  for (let after = 0; ; ) {
    const rows = page.all(after, PAGE)
    for (const row of rows) yield { ...noteOf(row), number: row.id }
    const last = rows.at(-1)
    if (!last) return
    after = last.place
  }
}

function noteOf({ entry, status, said }: NoteRow): MergedNote {
  return { entry, status, ...(said && { suppression: suppressionIn(said) }) }
}

function saidText(suppression: RowNote['suppression']): string | null {
  if (!suppression) return null
  const { reason, at, note } = suppression
  return JSON.stringify({ reason, at: at?.epochMilliseconds, note })
}

function suppressionIn(said: string): NonNullable<RowNote['suppression']> {
  const { reason, at, note } = JSON.parse(said) as { reason: SuppressionReason; at?: number; note?: string }
  return {
    reason,
    ...(at !== undefined && { at: Temporal.Instant.fromEpochMilliseconds(at) }),
    ...(note !== undefined && { note }),
  }
}

/** A full disk is told as one of the publication's database is. */
function explained(notes: RowNotes): RowNotes {
  const explain =
    <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
    (...args: Args): Result => {
      try {
        return work(...args)
      } catch (error) {
        throw explainSqlite(error, 'the folder for temporary files')
      }
    }
  return {
    add: explain(notes.add),
    *repeated() {
      try {
        yield* notes.repeated()
      } catch (error) {
        throw explainSqlite(error, 'the folder for temporary files')
      }
    },
    keep: explain(notes.keep),
    kept: explain(notes.kept),
    close: notes.close,
  }
}
