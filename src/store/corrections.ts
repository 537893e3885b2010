import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Candidates } from '../editions/audience.ts'
import type { EditionState } from '../editions/edition.ts'
import { whileInAudience } from './audience.ts'
import { countAudience } from './candidates.ts'
import { instantOf } from './instants.ts'
import { stepDeliveries } from './step-deliveries.ts'
import { type Db, snapshot, type Trx, write } from './transaction.ts'

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

/** Who got an edition, or is still to get it, by their variant: whom a correction of it is for now. */
export function gotEdition(db: Db, correctedId: number): Promise<Candidates> {
  return snapshot(db, (trx) => withThoseWhoGotIt(trx, correctedId, () => countAudience(trx)))
}

/** Which edition this one corrects. */
export async function correctedBy(trx: Db | Trx, editionId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('corrections')
    .select('corrected_id')
    .where('edition_id', '=', editionId)
    .executeTakeFirst()
  return row?.corrected_id
}

/**
 * Everybody for whom the edition was, with why they are not told: they never get it, have left or must not be mailed. Who is
 * still to get it is told after it.
 */
export async function withThoseWhoGotIt<T>(trx: Trx, correctedId: number, use: () => Promise<T>): Promise<T> {
  return whileInAudience(
    trx,
    () =>
      sql`
        insert into audience (subscriber_id, subscription_id, mask, reason, waits)
        select d.subscriber_id, d.subscription_id, v.mask,
          case
            when not (${hasCome('d')} or ${isToCome('d')}) then 'did-not-get-it'
            when s.state <> 'active' then 'left'
            when x.address_key is not null then 'suppressed'
          end,
          case when ${isToCome('d')} then 1 else 0 end
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

/** It came, or nobody knows better and nothing more is tried. A condition on a row of `deliveries`, under its name. */
function hasCome(name: string) {
  const column = (own: string) => sql.ref(`${name}.${own}`)
  return sql<boolean>`(${column('state')} = 'accepted' or (${column('state')} = 'uncertain' and ${column('due_at')} is null))`
}

function isToCome(name: string) {
  const column = (own: string) => sql.ref(`${name}.${own}`)
  return sql<boolean>`(${column('state')} in ('queued', 'sending', 'deferred')
    or (${column('state')} = 'uncertain' and ${column('due_at')} is not null))`
}

/** What of a correction waits for the mail that it corrects, and need not any more: that came, or never comes. */
function waitIsOver(correctionId: number, correctedId: number, became: 'come' | 'lost') {
  const over = became === 'come' ? hasCome('own') : sql<boolean>`not (${hasCome('own')} or ${isToCome('own')})`
  return sql<boolean>`(
    deliveries.edition_id = ${correctionId} and deliveries.state = 'deferred' and deliveries.due_at is null
    and exists (
      select 1 from deliveries own
      where own.edition_id = ${correctedId} and own.subscriber_id = deliveries.subscriber_id and ${over}
    )
  )`
}

/** Who has got an edition meanwhile gets its correction from now on; who never gets it, gets neither. Says how many. */
export async function endWaits(db: Db, correctionId: number, at: number): Promise<number> {
  const correctedId = await correctedBy(db, correctionId)
  if (correctedId === undefined) return 0
  const waits = await db
    .selectFrom('deliveries')
    .select('id')
    .where(({ or }) => or(BECAME.map((became) => waitIsOver(correctionId, correctedId, became))))
    .limit(1)
    .executeTakeFirst()
  if (!waits) return 0
  return write(db, async (trx) => {
    const come = await trx
      .updateTable('deliveries')
      .set({ due_at: at, not_before: at })
      .where(waitIsOver(correctionId, correctedId, 'come'))
      .executeTakeFirst()
    const lost = await stepDeliveries(trx, 'cancelled', { from: ['deferred'], at, reason: 'did-not-get-it' })
      .where(waitIsOver(correctionId, correctedId, 'lost'))
      .executeTakeFirst()
    return Number(come.numUpdatedRows + lost.numUpdatedRows)
  })
}

const BECAME = ['come', 'lost'] as const
