import { setTimeout as pause } from 'node:timers/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/** Another connection holds the database's write lock. A driver throws it; nobody above the store ever sees it. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 200
const PATIENCE_MS = 10_000

/**
 * Tries again while the database is busy, for up to ten seconds of pauses. The waiting is done here and not in SQLite,
 * whose own busy timeout would block the thread, and with it every page and every connection.
 */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  let waited = 0
  for (let next = FIRST_PAUSE_MS; ; next = Math.min(next * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      if (waited >= PATIENCE_MS) throw stillBusy()
    }
    await pause(next)
    waited += next
  }
}

function stillBusy(): BroadsheetError {
  return new BroadsheetError(
    failure('store.busy', 'The database has been locked by another program for more than ten seconds.', {
      hint: 'Wait for that program, or end it, and run this again.',
    }),
  )
}
