import type { AudienceQuery, Candidates } from '../editions/audience.ts'
import { withAudience } from './audience.ts'
import { endPausesBefore } from './end-pauses.ts'
import { type Db, snapshot, type Trx } from './transaction.ts'

export async function candidates(db: Db, query: AudienceQuery, at: number): Promise<Candidates> {
  if (query.lookedAt === undefined) await endPausesBefore(db, at)
  return snapshot(db, (trx) => withAudience(trx, query, () => countAudience(trx)))
}

/** Of the temporary table `audience`. */
export async function countAudience(trx: Trx): Promise<Candidates> {
  const rows = await trx
    .selectFrom('audience')
    .select(({ fn }) => ['reason', 'mask', 'waits', fn.countAll<number>().as('count')])
    .groupBy(['reason', 'mask', 'waits'])
    .execute()
  const result: Candidates = { groups: [], excluded: {}, candidateCount: 0 }
  const byMask = new Map<number, number>()
  for (const { reason, mask, waits, count } of rows) {
    result.candidateCount += count
    if (reason !== null) result.excluded[reason] = (result.excluded[reason] ?? 0) + count
    else byMask.set(mask, (byMask.get(mask) ?? 0) + count)
    if (reason === null && waits === 1) result.waitingCount = (result.waitingCount ?? 0) + count
  }
  for (const [mask, recipientCount] of byMask) result.groups.push({ mask, recipientCount })
  result.groups.sort((a, b) => b.recipientCount - a.recipientCount || a.mask - b.mask)
  return result
}
