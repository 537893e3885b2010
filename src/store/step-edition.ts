import { type EditionState, mayFollow } from '../editions/edition.ts'
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
