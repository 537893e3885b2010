/**
 * Which others may write meanwhile. Work that reads and then decides is written as if nobody else did, which SQLite gives
 * by itself: `alone`. The ledger's statements each say in their `where` what they rely on: `together`.
 */
export type Writers = 'alone' | 'together'

/** Any number of ours (PostgreSQL 14 reads none in hexadecimal), and the schema: publications in one database do not wait for each other. */
const LOCK = '1114795873, hashtext(current_schema())'

const TAKE: Record<Writers, string> = {
  alone: `select pg_advisory_xact_lock(${LOCK})`,
  together: `select pg_advisory_xact_lock_shared(${LOCK})`,
}

/** One state of the database; not `read only`, which forbids to make temporary tables. */
export const BEGIN_READING = 'begin isolation level repeatable read'

/**
 * The driver's own table, no part of the publication: each connection's row has the mark of its last transaction that was
 * committed. Where a connection is lost at the commit, it tells what became of it. The transaction's id does not: what a
 * crash lost of the log it also forgets of the ids that were given, and gives them again.
 */
export const MARKS_TABLE = 'transaction_marks'

/** A transaction of its own; forgets connections that are long over. */
export const MAKE_MARKS = `
  ${TAKE.alone};
  create table if not exists ${MARKS_TABLE} (connection text primary key, mark text not null, at timestamptz not null);
  delete from ${MARKS_TABLE} where at < now() - interval '1 day'
`

/** What a transaction that writes is known by, before and after its end. */
export interface TransactionMark {
  connection: string
  mark: string
}

/** Gives `pid` and `transaction_id`, by which the server's end of it is found as long as it is under way. */
export function beginWriting(writers: Writers, { connection, mark }: TransactionMark): string {
  return `
    begin;
    ${TAKE[writers]};
    insert into ${MARKS_TABLE} (connection, mark, at) values ('${connection}', '${mark}', now())
      on conflict (connection) do update set mark = excluded.mark, at = excluded.at;
    select pg_backend_pid() as pid, pg_current_xact_id()::text as transaction_id
  `
}

/** The server may not have heard yet that the connection is over: it might still commit while the work is done again. */
export const END_TRANSACTION =
  'select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_xid = $2::xid8::xid'

/** Writes nothing but waits, as it would write, for a transaction that has the row and is not over yet. */
export const LAST_MARK = `
  insert into ${MARKS_TABLE} as kept (connection, mark, at) values ($1, '', now())
    on conflict (connection) do update set mark = kept.mark returning mark
`
