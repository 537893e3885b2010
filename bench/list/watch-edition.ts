import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'

/** When the steps of the only edition of a publication happened, in epoch milliseconds. */
export interface EditionSteps {
  /** It was planned and rendered, and written down. */
  made: number
  /** Freezing began. */
  freezing: number
  /** All its deliveries are in the ledger. */
  frozen: number
  deliveries: number
}

const LOOK_EVERY_MS = 20

interface Row {
  state: string
  created_at: number
  state_at: number
}

/** Looks into the ledger from outside until an edition is frozen. Throws where it is held or skipped, or `signal` aborts. */
export async function watchEdition(databaseFile: string, signal: AbortSignal): Promise<EditionSteps> {
  const database = new Database(databaseFile, { readonly: true })
  try {
    const select = database.prepare<[], Row>('select state, created_at, state_at from editions order by id limit 1')
    for (;;) {
      const edition = select.get()
      if (edition?.state === 'sending')
        return { made: edition.created_at, freezing: edition.state_at, frozen: Date.now(), ...countOf(database) }
      if (edition && edition.state !== 'approved') throw new Error(`The edition is ${edition.state}.`)
      await sleep(LOOK_EVERY_MS, undefined, { signal })
    }
  } finally {
    database.close()
  }
}

function countOf(database: Database.Database): { deliveries: number } {
  const row = database.prepare<[], { count: number }>('select count(*) as count from deliveries').get()
  return { deliveries: row?.count ?? 0 }
}

/** As if the newsletter had been there for an hour, so that it is due when `serve` starts. */
export function seenAnHourAgo(databaseFile: string): void {
  const database = new Database(databaseFile)
  database.exec('update newsletters set first_seen_at = first_seen_at - 3600000')
  database.close()
}
