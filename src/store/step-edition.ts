import type { Tally } from '../deliveries/alarm.ts'
import { editionProgress } from '../deliveries/edition-progress.ts'
import { type EditionState, editionName, mayFollow } from '../editions/edition.ts'
import { countDeliveries } from './count-deliveries.ts'
import { judgeRefusals } from './judge-refusals.ts'
import { recordStep, whyText } from './make-edition.ts'
import { cancelOpen } from './open-deliveries.ts'
import { suppressOfEdition } from './suppress.ts'
import type { Trx } from './transaction.ts'

/** Takes an edition to its next state; false where that state may not follow, or there is no such edition. */
export async function stepEdition(
  trx: Trx,
  editionId: number,
  to: EditionState,
  reason: string | undefined,
  at: number,
  because?: string[],
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
    .set({ state: to, reason: reason ?? null, why: whyText({ because }), told_at: null, state_at: at, approved_at })
    .where('id', '=', editionId)
    .execute()
  await recordStep(trx, editionId, { state: to, reason, because, at })
  if (to === 'cancelled' || to === 'sent')
    await trx.deleteFrom('edition_inputs').where('edition_id', '=', editionId).execute()
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
    .where('correction', 'is', null)
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
 * and stepped in one transaction: an operator may have some sent once more at this very moment. Addresses that do not
 * exist are suppressed here, where it is known what else their server took; an edition of which most was refused pauses
 * rather than being sent, and suppresses nobody. Gives what was refused where it paused so.
 */
export async function settleEdition(trx: Trx, editionId: number, at: number): Promise<Tally | undefined> {
  const edition = await trx
    .selectFrom('editions')
    .select(['state', 'newsletter_id', 'number', 'correction'])
    .where('id', '=', editionId)
    .executeTakeFirst()
  if (edition?.state !== 'sending' && edition?.state !== 'settling') return undefined
  const counts = await countDeliveries(trx, editionId)
  const { stage } = editionProgress(counts)
  const { believed, rejected, isMostlyRefused } = await judgeRefusals(trx, editionId)
  if (stage === 'sent' && isMostlyRefused) {
    await stepEdition(trx, editionId, 'paused', 'rejections', at)
    return { accepted: counts.accepted ?? 0, rejected }
  }
  const { newsletter_id: newsletter, number, correction } = edition
  const name = editionName({ newsletter, number: number ?? undefined, correction: correction ?? undefined })
  if (believed.length > 0) await suppressOfEdition(trx, { editionId, edition: name, servers: believed }, at)
  if (stage !== edition.state) await stepEdition(trx, editionId, stage, undefined, at)
  return undefined
}

/**
 * An edition that was over, or nearly, is being sent again: some of its deliveries were opened. So is one that paused over
 * rejections, since what was rejected goes again; one that an operator paused stays so.
 */
export async function sendAgain(trx: Trx, editionId: number, at: number): Promise<void> {
  const edition = await trx
    .selectFrom('editions')
    .select(['state', 'reason'])
    .where('id', '=', editionId)
    .executeTakeFirst()
  const isStopped = edition?.state === 'paused' && edition.reason === 'rejections'
  if (isStopped || edition?.state === 'sent' || edition?.state === 'settling')
    await stepEdition(trx, editionId, 'sending', undefined, at)
}
