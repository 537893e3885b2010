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

/** Cancels a newsletter's held editions of one cadence, but for one. */
export async function supersedeHeld(
  trx: Trx,
  { newsletter, cadence, exceptId, at }: { newsletter: string; cadence: string; exceptId: number; at: number },
): Promise<number> {
  const held = await trx
    .selectFrom('editions')
    .select('id')
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .where('state', '=', 'held')
    .where('id', '<>', exceptId)
    .execute()
  for (const { id } of held) await stepEdition(trx, id, 'cancelled', 'superseded', at)
  return held.length
}
