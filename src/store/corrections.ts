import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Candidates } from '../editions/audience.ts'
import type { EditionState } from '../editions/edition.ts'
import { whileInAudience } from './audience.ts'
import { countAudience } from './candidates.ts'
import { instantOf } from './instants.ts'
import { type Db, snapshot, type Trx } from './transaction.ts'

/** A correction of an edition, as it was written down. */
export interface StoredCorrection {
  editionId: number
  /** What it says, as HTML. */
  html: string
  at: Temporal.Instant
  state: EditionState
  /** Its people were written down: from then on it is public. */
  hasBegun: boolean
}

/** The oldest first. */
export async function correctionsOf(db: Db | Trx, correctedId: number): Promise<StoredCorrection[]> {
  const rows = await db
    .selectFrom('corrections')
    .innerJoin('editions', 'editions.id', 'corrections.edition_id')
    .select(['corrections.edition_id', 'corrections.html', 'corrections.at', 'editions.state', 'candidate_count'])
    .where('corrected_id', '=', correctedId)
    .orderBy('corrections.number')
    .execute()
  return rows.map(({ edition_id, html, at, state, candidate_count }) => ({
    editionId: edition_id,
    html,
    at: instantOf(at),
    state,
    hasBegun: candidate_count !== null,
  }))
}

/** Who got an edition, by the variant that they got: whom a correction of it is for now. */
export function gotEdition(db: Db, correctedId: number): Promise<Candidates> {
  return snapshot(db, (trx) => withThoseWhoGotIt(trx, correctedId, () => countAudience(trx)))
}

/** Which edition this one corrects. */
export async function correctedBy(trx: Trx, editionId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('corrections')
    .select('corrected_id')
    .where('edition_id', '=', editionId)
    .executeTakeFirst()
  return row?.corrected_id
}

/** Everybody for whom the edition was, with why they are not told: they never got it, have left or must not be mailed. */
export async function withThoseWhoGotIt<T>(trx: Trx, correctedId: number, use: () => Promise<T>): Promise<T> {
  return whileInAudience(
    trx,
    () =>
      sql`
        insert into audience (subscriber_id, subscription_id, mask, reason)
        select d.subscriber_id, d.subscription_id, v.mask,
          case
            when d.state not in ('accepted', 'uncertain') then 'did-not-get-it'
            when s.state <> 'active' then 'left'
            when x.address_key is not null then 'suppressed'
          end
        from deliveries d
        join variants v on v.id = d.variant_id
        join subscriptions s on s.id = d.subscription_id
        join subscribers p on p.id = d.subscriber_id
        left join suppressions x on x.address_key = p.address_key
        where d.edition_id = ${correctedId}
      `.execute(trx),
    use,
  )
}
