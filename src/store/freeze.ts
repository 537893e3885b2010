import type { Lease } from '../deliveries/ledger.ts'
import type { ExclusionReason, MatchesTopics } from '../editions/audience.ts'
import { putInArchive } from './archive.ts'
import { withAudience } from './audience.ts'
import { correctedBy, withThoseWhoGotIt } from './corrections.ts'
import { editionPosts } from './edition-content.ts'
import { endPauses } from './end-pauses.ts'
import type { GivenNumbers } from './given-numbers.ts'
import type { HandOut } from './hand-out.ts'
import { assertHeld } from './leases.ts'
import { fillHours } from './own-hours.ts'
import { closeGap } from './planned.ts'
import { queueDeliveries } from './step-deliveries.ts'
import { stepEdition } from './step-edition.ts'
import type { Trx } from './transaction.ts'

/** Who an edition goes to, once and for all: candidateCount = deliveryCount + all that are excluded. */
export interface Frozen {
  candidateCount: number
  deliveryCount: number
  excluded: Partial<Record<ExclusionReason, number>>
}

export interface FreezeRequest {
  editionId: number
  matchesTopics: MatchesTopics
  /** Epoch milliseconds. */
  at: number
  lease?: Lease
  /** Where the number stands before the first mail with it leaves. */
  given: GivenNumbers
  handOut: Pick<HandOut, 'offer'>
  /** Whether it waits for the hour that a reader chose. */
  ownHour?: boolean
}

/**
 * Starts an approved edition: writes a delivery for every candidate who is due a variant that it has, counts the others
 * by reason, and sets it sending (and at once sent, where nobody is left). Undefined where it is not approved, or was
 * started before. Throws LeaseLost, and an Error if candidates and rows do not add up: then nothing is written.
 */
export async function freeze(
  trx: Trx,
  { editionId, matchesTopics, at, lease, given, handOut, ownHour = false }: FreezeRequest,
): Promise<Frozen | undefined> {
  if (lease) await assertHeld(trx, lease)
  const edition = await trx.selectFrom('editions').selectAll().where('id', '=', editionId).executeTakeFirst()
  if (edition?.state !== 'approved' || edition.candidate_count !== null) return undefined
  await endPauses(trx, at)
  const query = {
    newsletter: edition.newsletter_id,
    cadence: edition.cadence,
    transport: edition.transport,
    repeats: edition.repeats === 1,
    planId: edition.plan_id ?? undefined,
    posts: await editionPosts(trx, editionId),
    matchesTopics,
  }
  const correctedId = await correctedBy(trx, editionId)
  const isCorrection = correctedId !== undefined
  const write = async () => {
    await excludeUnrendered(trx, editionId)
    if (ownHour && !isCorrection) await fillHours(trx, at)
    const deliveryCount = await queueDeliveries(trx, editionId, at)
    await handOut.offer(trx, editionId)
    const excluded = await recordExclusions(trx, editionId)
    return { candidateCount: await countCandidates(trx), deliveryCount, excluded }
  }
  const frozen = await (isCorrection ? withThoseWhoGotIt(trx, correctedId, write) : withAudience(trx, query, write))
  assertAccounted(frozen)
  if (!isCorrection) await closeGap(trx, edition.newsletter_id)
  if (edition.number !== null) {
    await putInArchive(trx, { id: editionId, newsletter: edition.newsletter_id, number: edition.number })
    given.give(edition.newsletter_id, edition.number, 'sent')
  }
  await trx
    .updateTable('editions')
    .set({ candidate_count: frozen.candidateCount })
    .where('id', '=', editionId)
    .execute()
  await stepEdition(trx, editionId, 'sending', undefined, at)
  if (frozen.deliveryCount === 0) await stepEdition(trx, editionId, 'sent', undefined, at)
  return frozen
}

/** Somebody whose posts changed since the variants were rendered, by a new subscription or another edition. */
async function excludeUnrendered(trx: Trx, editionId: number): Promise<void> {
  await trx
    .updateTable('audience')
    .set({ reason: 'changed' })
    .where('reason', 'is', null)
    .where('mask', 'not in', (eb) => eb.selectFrom('variants').select('mask').where('edition_id', '=', editionId))
    .execute()
}

async function recordExclusions(trx: Trx, editionId: number): Promise<Frozen['excluded']> {
  const rows = await trx
    .insertInto('exclusions')
    .columns(['edition_id', 'reason', 'count'])
    .expression((eb) =>
      eb
        .selectFrom('audience')
        .where('reason', 'is not', null)
        .groupBy('reason')
        .select(({ fn, ref, val }) => [
          val(editionId).as('edition_id'),
          ref('reason').$notNull().as('reason'),
          fn.countAll<number>().as('count'),
        ]),
    )
    .returning(['reason', 'count'])
    .execute()
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

async function countCandidates(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('audience')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Promise 2 of the design: nobody is lost between the list and the ledger. */
function assertAccounted({ candidateCount, deliveryCount, excluded }: Frozen): void {
  const excludedCount = Object.values(excluded).reduce((sum, count) => sum + count, 0)
  if (candidateCount !== deliveryCount + excludedCount)
    throw new Error(`${candidateCount} candidates, but ${deliveryCount} deliveries and ${excludedCount} excluded.`)
}
