import { BroadsheetError, failure } from '../../config/problem.ts'
import { type ColumnName, SIGNAL_FIELDS } from '../../subscribers/import/columns.ts'
import { FIELDS } from '../../subscribers/import/columns-known.ts'
import { plainWord } from '../../subscribers/import/plain-word.ts'
import type { ListWishes } from '../../subscribers/import/read-list.ts'
import { type Said, saidByOperator } from '../../subscribers/import/said.ts'

/** What the operator says of a list, as flags write it. */
export interface ImportFlags {
  /** `email=KONTAKT`: which column holds what. */
  column?: string[]
  /** Headings of columns that are not looked at. */
  ignore?: string[]
  /** `frozen=unsubscribed`: what a value means. */
  status?: string[]
  /** What all in the list are. */
  as?: string
}

const COLUMN_NAMES = [...FIELDS.slice(0, 8), ...Object.keys(SIGNAL_FIELDS)] as ColumnName[]
const MEANINGS = 'active, pending, unsubscribed or suppressed'

/** @throws BroadsheetError for a flag that says nothing that can be used */
export function importWishes({ column = [], ignore, status = [], as }: ImportFlags): ListWishes {
  return {
    columns: column.map((flag) => {
      const [name, heading] = parts(flag, '--column', 'email=HEADING')
      const known = COLUMN_NAMES.find((candidate) => candidate === name)
      if (!known) throw usage(`--column knows no "${name}".`, `It is ${COLUMN_NAMES.join(', ')}.`)
      return [known, heading]
    }),
    ignored: ignore,
    meanings: new Map(
      status.map((flag) => {
        const [value, meaning] = parts(flag, '--status', 'VALUE=unsubscribed')
        return [plainWord(value) || value, said('--status', meaning)]
      }),
    ),
    as: as === undefined ? undefined : said('--as', as),
  }
}

/** The heading, or value, may hold a `=` itself: names of columns hold none, and meanings neither. */
function parts(flag: string, name: string, form: string): [string, string] {
  const at = name === '--column' ? flag.indexOf('=') : flag.lastIndexOf('=')
  if (at === -1) throw usage(`${name} "${flag}" holds no "=".`, `Write it as ${name} "${form}".`)
  return [flag.slice(0, at).trim(), flag.slice(at + 1).trim()]
}

function said(flag: string, word: string): Said {
  const meaning = saidByOperator(word)
  if (meaning === undefined) throw usage(`${flag} knows no "${word}".`, `It is ${MEANINGS}.`)
  return meaning
}

function usage(message: string, hint: string): BroadsheetError {
  return new BroadsheetError(failure('cli.usage', message, { hint }), 2)
}
