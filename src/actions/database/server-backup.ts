import { BroadsheetError, failure } from '../../config/problem.ts'

/** A database on a server, as PostgreSQL's own programs are told of it. */
export interface ServerDatabase {
  /** Without its password. */
  shownUrl: string
  /** Undefined: the first that its user has. */
  schema: string | undefined
  keepWithIt: string[]
}

/** Its own program does it, so that whoever asked for a backup must know that there is none yet. */
export function serverBackup({ shownUrl, schema, keepWithIt }: ServerDatabase, file: string): BroadsheetError {
  const only = schema === undefined ? '' : ` --schema=${quoted(schema)}`
  const others = keepWithIt.length > 0 ? ` Keep with it: ${keepWithIt.join(', ')}.` : ''
  return new BroadsheetError(
    failure('store.server-backup', 'Nothing was written: PostgreSQL backs up its databases itself, at any time.', {
      file: shownUrl,
      hint: `Run: pg_dump --format=custom${only} --file=${quoted(file)} ${quoted(shownUrl)}${others && `.${others}`}`,
    }),
  )
}

export function serverRestore({ shownUrl }: ServerDatabase, file: string): BroadsheetError {
  return new BroadsheetError(
    failure('store.server-backup', 'Nothing was changed: PostgreSQL restores its databases itself.', {
      file: shownUrl,
      hint: [
        'Stop every Broadsheet on it, then run:',
        `pg_restore --clean --if-exists --no-owner --single-transaction --dbname=${quoted(shownUrl)} ${quoted(file)}.`,
        'Before anything is started again: `broadsheet adopt`, and `broadsheet pause` each edition that `broadsheet status` shows on its way.',
      ].join(' '),
    }),
  )
}

/** The schema that a URL names; undefined where it names none. */
export function schemaOf(url: string): string | undefined {
  const options = new URL(url).searchParams.get('options') ?? ''
  return /(?:^|\s)(?:-c\s*|--)search_path=(?:"([^"]+)"|([^\s,"]+))/.exec(options)?.slice(1).find(Boolean)
}

/** As one word of a shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
