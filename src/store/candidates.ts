import { type AudienceQuery, withAudience } from './audience.ts'
import type { ExclusionReason } from './tables.ts'
import { type Db, snapshot, type Trx } from './transaction.ts'

/** What an edition would do now: who would get which posts, and who would not, and why. */
export interface Candidates {
  /** One for each combination of posts that anybody is due, the largest first. Bit i of a mask is post i. */
  groups: { mask: number; recipientCount: number }[]
  excluded: Partial<Record<ExclusionReason, number>>
  /** Recipients and excluded together. */
  candidateCount: number
}

export function candidates(db: Db, query: AudienceQuery): Promise<Candidates> {
  return snapshot(db, (trx) => withAudience(trx, query, () => countAudience(trx)))
}

async function countAudience(trx: Trx): Promise<Candidates> {
  const rows = await trx
    .selectFrom('audience')
    .select(({ fn }) => ['reason', 'mask', fn.countAll<number>().as('count')])
    .groupBy(['reason', 'mask'])
    .execute()
  const result: Candidates = { groups: [], excluded: {}, candidateCount: 0 }
  for (const { reason, mask, count } of rows) {
    result.candidateCount += count
    if (reason === null) result.groups.push({ mask, recipientCount: count })
    else result.excluded[reason] = (result.excluded[reason] ?? 0) + count
  }
  result.groups.sort((a, b) => b.recipientCount - a.recipientCount || a.mask - b.mask)
  return result
}
