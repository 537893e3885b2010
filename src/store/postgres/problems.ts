import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { Busy } from '../busy.ts'
import { movedAway } from '../database-facts.ts'
import { placeMovedTo } from './write-ban.ts'

/** What PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the network says → what a person can do about it, or the error itself. */
export function explainPostgres(error: unknown, name: string): unknown {
  const code = codeOf(error)
  if (code !== undefined && PASSES_AT_ONCE.test(code)) return new Busy(code, { cause: error })
  const movedTo = placeMovedTo(error)
  if (movedTo !== undefined) return new BroadsheetError(movedAway(movedTo, name))
  const words = error instanceof Error ? error.message : ''
  const sentence =
    SENTENCES.find(([pattern]) => pattern.test(code ?? '')) ?? IN_WORDS.find(([pattern]) => pattern.test(words))
  if (sentence) {
    const [, problem, message, hint] = sentence
    const explained = new BroadsheetError(failure(problem, message, { file: name, hint }))
    return TRIED_AGAIN.has(problem) ? new Busy(problem, { cause: error }, explained) : explained
  }
  return isLost(error) ? new Busy('connection lost', { cause: error }, new BroadsheetError(unreachable(name))) : error
}

/** Whether the connection is over, and with it whatever it had not committed. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== undefined && LOST.test(code)) return true
  return code === undefined && error instanceof Error && LOST_WORDS.test(error.message)
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

/** Serialisation failure, deadlock, a lock that was not had in time: the same work can be done a moment later. */
const PASSES_AT_ONCE = /^(40001|40P01|55P03)$/

/** Class 08, a shutdown or a crash of the server, its start; and what the operating system says of a connection. */
const LOST =
  /^(08\w{3}|57P0[1-5]|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EAI_AGAIN)$/

/** What pg says in words alone (pg 8: lib/client.js, pg-pool). */
const LOST_WORDS =
  /^(Connection terminated|Query read timeout|timeout exceeded|timeout expired|Client has encountered a connection error|Client was closed|This socket has been ended)/

type ProblemCode = Parameters<typeof failure>[0]

/** Those for which it helps to try again for a while. */
const TRIED_AGAIN = new Set<ProblemCode>(['store.unreachable', 'store.crowded'])

const SENTENCES: [RegExp, ProblemCode, string, string][] = [
  [
    /^(28P01|28000)$/,
    'store.refused',
    'PostgreSQL refused the user or the password.',
    'Check both in database.url, and the server’s pg_hba.conf.',
  ],
  [/^3D000$/, 'store.missing', 'PostgreSQL has no database of this name.', 'Make it, for example: createdb NAME.'],
  [
    /^(3F000|42501)$/,
    'store.unwritable',
    'This user of PostgreSQL may not make tables or write in this schema.',
    'Let it: grant create, usage on schema NAME to USER.',
  ],
  [
    /^25006$/,
    'store.unwritable',
    'This PostgreSQL is a replica that can only be read.',
    'Name the primary server in database.url.',
  ],
  [
    /^(53100|53200|54023)$/,
    'store.full',
    'PostgreSQL has no room left: nothing of this step was written.',
    'Free some space on its disk: what still runs goes on by itself, what has ended is to be run again.',
  ],
  [
    /^53300$/,
    'store.crowded',
    'PostgreSQL has no connection left for Broadsheet.',
    'Raise max_connections, or end what holds connections; Broadsheet takes a few for each process.',
  ],
  [
    /^(58030|58P01|XX00[0-9])$/,
    'store.disk',
    'PostgreSQL failed while it read or wrote its files.',
    'Look into its log; the last step was not written.',
  ],
  [
    /^(CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/,
    'store.refused',
    'PostgreSQL shows a certificate that cannot be relied on.',
    'Name the authority that signed it: ?sslmode=verify-full&sslrootcert=FILE; the host must be the one in it.',
  ],
  [/^(ENOTFOUND)$/, 'store.unknown-host', 'There is no host of the name in database.url.', 'Check the name.'],
]

/** What pg and TLS say before the server has said anything. */
const IN_WORDS: typeof SENTENCES = [
  [
    /^SASL: |password must be a string/,
    'store.refused',
    'PostgreSQL asks for a password, and there is none that it could take.',
    'Write it into database.url, as ${DATABASE_PASSWORD}, or set PGPASSWORD.',
  ],
  [
    /does not support SSL connections/,
    'store.refused',
    'PostgreSQL does not speak TLS, which database.url asks for.',
    'Switch it on at the server (ssl = on); on one’s own machine leave out sslmode.',
  ],
]

export function unreachable(name: string): Problem {
  const hint = 'Check that it runs, and that this machine reaches its address and port.'
  return failure('store.unreachable', 'PostgreSQL does not answer.', { file: name, hint })
}
