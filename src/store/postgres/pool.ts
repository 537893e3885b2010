import pg from 'pg'
import type { Pool } from './connection.ts'

/** Of a process or thread: more would take turns at the same tables. */
const MOST_CONNECTIONS = 5
const CONNECT_WITHIN_MS = 10_000
/** A network that hangs without closing: no statement of ours takes as long. */
const ANSWER_WITHIN_MS = 180_000

/** bigint and numeric come as text from pg, for they may be larger than a number holds; ours are milliseconds, ids and counts. */
const BIGINT = 20
const NUMERIC = 1700

/** Connections, made when they are needed. */
export function openPool(url: string): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
    application_name: 'broadsheet',
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === BIGINT || type === NUMERIC ? Number : pg.types.getTypeParser(type, format as 'text'),
    },
  })
  // One that the server ends, in use or not, is met by whoever uses it next; unheard, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    client.query(SESSION).catch(() => {})
  })
  return pool
}

/** A machine that vanishes in the middle of a transaction must not hold its locks for hours. */
const SESSION = `
  set synchronous_commit = on;
  set client_min_messages = warning;
  set lock_timeout = '5s';
  set idle_in_transaction_session_timeout = '60s'
`
