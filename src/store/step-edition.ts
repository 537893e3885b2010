import { editionProgress } from '../deliveries/edition-progress.ts'
import { type EditionState, mayFollow } from '../editions/edition.ts'
import { countDeliveries } from './count-deliveries.ts'
import { recordStep } from './make-edition.ts'
import { cancelOpen } from './open-deliveries.ts'
import type { Trx } from './transaction.ts'

/** Takes an edition to its next state; false where that state may not follow, or there is no such edition. */
export async function stepEdition(
  trx: Trx,
  editionId: number,
  to: EditionState,
  reason: string | undefined,
  at: number,
): Promise<boolean> {
  const edition = await trx
    .selectFrom('editions')
    .select(['state', 'approved_at'])
    .where('id', '=', editionId)
    .executeTakeFirst()
  if (!edition || !mayFollow(edition.state, to)) return false
  const approved_at = to === 'approved' ? at : edition.approved_at
  await trx
    .updateTable('editions')
    .set({ state: to, reason: reason ?? null, state_at: at, approved_at })
    .where('id', '=', editionId)
    .execute()
  await recordStep(trx, editionId, to, reason, at)
  if (to === 'cancelled') await cancelOpen(trx, { editionId }, 'edition', at)
  return true
}

/**
 * Cancels the newsletter's and cadence's editions that wait, and whose live posts `byId` all brings: held ones, and where
 * that one goes, also those that nobody was sent yet.
 */
export async function supersede(trx: Trx, byId: number, at: number): Promise<number> {
  const by = await trx.selectFrom('editions').selectAll().where('id', '=', byId).executeTakeFirstOrThrow()
  const waiting = await trx
    .selectFrom('editions')
    .select('id')
    .where('newsletter_id', '=', by.newsletter_id)
    .where('cadence', '=', by.cadence)
    // A trial takes nothing from a real edition.
    .where('transport', '=', by.transport)
    .where('state', 'in', by.state === 'held' ? ['held'] : ['held', 'planned', 'approved'])
    .where('candidate_count', 'is', null)
    .where('id', '<>', byId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition_posts')
            .innerJoin('posts', 'posts.id', 'edition_posts.post_id')
            .select('post_id')
            .whereRef('edition_id', '=', 'editions.id')
            .where('live', '=', 1)
            .where('post_id', 'not in', selectFrom('edition_posts').select('post_id').where('edition_id', '=', byId)),
        ),
      ),
    )
    .execute()
  for (const { id } of waiting) await stepEdition(trx, id, 'cancelled', 'superseded', at)
  return waiting.length
}

/**
 * Takes an edition that is being sent to where its deliveries are; `sent` only when every one is in a last state. Counted
 * and stepped in one transaction: an operator may have some sent once more at this very moment.
 */
export async function settleEdition(trx: Trx, editionId: number, at: number): Promise<void> {
  const edition = await trx.selectFrom('editions').select('state').where('id', '=', editionId).executeTakeFirst()
  if (edition?.state !== 'sending' && edition?.state !== 'settling') return
  const { stage } = editionProgress(await countDeliveries(trx, editionId))
  if (stage !== edition.state) await stepEdition(trx, editionId, stage, undefined, at)
}

/** An edition that was over, or nearly, is being sent again: some of its deliveries were opened. A paused one stays so. */
export async function sendAgain(trx: Trx, editionId: number, at: number): Promise<void> {
  const edition = await trx.selectFrom('editions').select('state').where('id', '=', editionId).executeTakeFirst()
  if (edition?.state === 'sent' || edition?.state === 'settling')
    await stepEdition(trx, editionId, 'sending', undefined, at)
}
