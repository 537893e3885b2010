import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { DebianPostgres } from '../debian-postgres.ts'
import type { ChaosDatabase } from './database.ts'
import { type Ask, ledgerReader } from './ledger-queries.ts'

/** Debian's PostgreSQL, whose clock can be set. It is read as the superuser, whose connections nobody cuts. */
export async function postgresDatabase(): Promise<ChaosDatabase> {
  const server = await DebianPostgres.start({ max_connections: '200' })
  try {
    await server.ask(MOVABLE_CLOCK, 'broadsheet')
  } catch (error) {
    await server.stop()
    throw error
  }
  const setClock = async (offset: number) => {
    await server.ask(`update moved.clock set milliseconds = ${offset}`, 'broadsheet')
  }
  return {
    url: server.url,
    ledger: ledgerReader(patientlyOn(server.urlOf('postgres', 'broadsheet'))),
    server: {
      end: (how) => server.end(how),
      begin: () => server.begin(),
      cutConnections: () => server.cutConnections(),
      whileHanging: (work) => server.whileHanging(work),
      setClock,
    },
    close: () => server.stop(),
  }
}

/** Whoever asks for the time finds ours before the server's own. */
const MOVABLE_CLOCK = `
  create schema moved;
  create table moved.clock (milliseconds bigint not null);
  insert into moved.clock values (0);
  create function moved.clock_timestamp() returns timestamptz language sql as $$
    select pg_catalog.clock_timestamp() + (select milliseconds from moved.clock) * interval '1 millisecond'
  $$;
  grant usage on schema moved to broadsheet;
  grant select on moved.clock to broadsheet;
  alter role broadsheet in database broadsheet set search_path = public, moved, pg_catalog
`

const ANSWERS_WITHIN_MS = 60_000

/** A server that is being restarted is waited for. */
function patientlyOn(url: string): Ask {
  return async <Row>(sql: string) => {
    const end = Date.now() + ANSWERS_WITHIN_MS
    for (;;) {
      try {
        return (await askOnce(url, sql)) as Row[]
      } catch (error) {
        if (Date.now() > end) throw error
        await pause(200)
      }
    }
  }
}

const BIGINT = 20
const NUMERIC = 1700

async function askOnce(url: string, sql: string): Promise<unknown[]> {
  const types = {
    getTypeParser: (type: number, format?: 'text' | 'binary') =>
      type === BIGINT || type === NUMERIC ? Number : pg.types.getTypeParser(type, format as 'text'),
  }
  const client = new pg.Client({ connectionString: url, types })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}
