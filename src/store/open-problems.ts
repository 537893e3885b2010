import type { Temporal } from 'temporal-polyfill'
import type { OpenProblem, Problem } from '../config/problem.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface OpenProblemStore {
  /** Writes down what is wrong with a part now; says whether that is news. */
  open(part: string, problems: Problem[], at: Temporal.Instant): Promise<boolean>
  /** The part works; says whether that is news. */
  close(part: string): Promise<boolean>
  list(): Promise<OpenProblem[]>
}

export function openProblemStore(db: Db): OpenProblemStore {
  return {
    open: (part, problems, at) => write(db, (trx) => open(trx, part, JSON.stringify(problems), millisecondsOf(at))),
    async close(part) {
      // Nearly always there is nothing, and a write would wait for the disk.
      if (!(await problemOf(db, part))) return false
      const closed = await write(db, (trx) => trx.deleteFrom('open_problems').where('part', '=', part).execute())
      return closed.some(({ numDeletedRows }) => numDeletedRows > 0n)
    },
    async list() {
      const rows = await db.selectFrom('open_problems').selectAll().orderBy('since').execute()
      return rows.map(({ part, problems, since }) => ({
        part,
        problems: JSON.parse(problems) as Problem[],
        since: instantOf(since),
      }))
    },
  }
}

function problemOf(db: Db | Trx, part: string) {
  return db.selectFrom('open_problems').select('problems').where('part', '=', part).executeTakeFirst()
}

async function open(trx: Trx, part: string, problems: string, since: number): Promise<boolean> {
  if ((await problemOf(trx, part))?.problems === problems) return false
  await trx
    .insertInto('open_problems')
    .values({ part, problems, since })
    .onConflict((conflict) => conflict.column('part').doUpdateSet({ problems }))
    .execute()
  return true
}
