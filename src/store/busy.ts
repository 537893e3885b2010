import { setTimeout as pause } from 'node:timers/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * What was to be done was not done, and can be tried again: another connection holds the database's write lock, or the
 * database's server does not answer. A driver throws it; nobody above the store ever sees it.
 */
export class Busy extends Error {
  override readonly name = 'Busy'
  /** What to say where it does not pass; else that the database is locked. */
  readonly problem: BroadsheetError | undefined

  constructor(message: string, options: ErrorOptions, problem?: BroadsheetError) {
    super(message, options)
    this.problem = problem
  }
}

const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 200
const PATIENCE_MS = 10_000

/**
 * Tries again while the database is busy, for up to ten seconds of pauses; then throws BroadsheetError. The waiting is done here and not in SQLite,
 * whose own busy timeout would block the thread, and with it every page and every connection.
 */
export async function patiently<T>(attempt: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  let waited = 0
  for (let next = FIRST_PAUSE_MS; ; next = Math.min(next * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      if (waited >= patienceMs) throw error.problem ?? stillBusy(patienceMs)
    }
    await pause(next)
    waited += next
  }
}

function stillBusy(patienceMs: number): BroadsheetError {
  const message = `The database has been locked by another program for ${patienceMs / 1000} seconds.`
  const hint = 'Wait for that program, or end it, and run this again.'
  return new BroadsheetError(failure('store.busy', message, { hint }))
}
