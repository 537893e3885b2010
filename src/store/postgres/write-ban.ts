import { sql } from 'kysely'
import type { Trx } from '../transaction.ts'

const NAME = sql.ref('moved_away')
/** A class that PostgreSQL gives to nobody (its manual, Appendix A). */
const CODE = 'BM001'

/** From the commit on, nobody can write to any of these tables. */
export async function banWrites(trx: Trx, tables: string[], movedTo: string): Promise<void> {
  const body = sql`begin raise exception using errcode = ${sql.lit(CODE)}, message = ${sql.lit(movedTo)}; end`
  // The body is a text to the server; a quote in it ends it, so its own are doubled.
  const compiled = body.compile(trx).sql
  await sql`create or replace function ${NAME}() returns trigger language plpgsql as ${sql.lit(compiled)}`.execute(trx)
  for (const table of tables)
    await sql`
      create trigger ${NAME} before insert or update or delete or truncate on ${sql.table(table)}
        for each statement execute function ${NAME}()
    `.execute(trx)
}

export async function liftBan(trx: Trx, tables: string[]): Promise<void> {
  for (const table of tables) await sql`drop trigger if exists ${NAME} on ${sql.table(table)}`.execute(trx)
  await sql`drop function if exists ${NAME}()`.execute(trx)
}

/** Where the publication is, of the error that a banned write ends with. */
export function placeMovedTo(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return code === CODE && typeof message === 'string' ? message : undefined
}
