import { sql } from 'kysely'
import type { Trx } from '../transaction.ts'

const NAME = 'moved_away_'
const WORDS = 'moved to '
const STEPS = ['insert', 'update', 'delete']

/** From the next statement on, whoever has the file open can write to none of these tables. */
export async function banWrites(trx: Trx, tables: string[], movedTo: string): Promise<void> {
  for (const table of tables) {
    for (const step of STEPS) {
      const refuse = sql`select raise(abort, ${sql.lit(WORDS + movedTo)})`
      await sql`create trigger ${sql.ref(nameOf(table, step))} before ${sql.raw(step)} on ${sql.table(table)} begin ${refuse}; end`.execute(
        trx,
      )
    }
  }
}

export async function liftBan(trx: Trx, tables: string[]): Promise<void> {
  for (const table of tables)
    for (const step of STEPS) await sql`drop trigger if exists ${sql.ref(nameOf(table, step))}`.execute(trx)
}

/** Where the publication is, of the error that a banned write ends with. */
export function placeMovedTo(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const isBan = code === 'SQLITE_CONSTRAINT_TRIGGER' && typeof message === 'string' && message.startsWith(WORDS)
  return isBan ? message.slice(WORDS.length) : undefined
}

function nameOf(table: string, step: string): string {
  return `${NAME}${table}_${step}`
}
