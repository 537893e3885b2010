import { DELIVERY_STATES, type DeliveryState } from '../deliveries/delivery.ts'
import type { Variant } from '../editions/variant.ts'
import type { Db, Trx } from './transaction.ts'

/** Anything but waiting for its first try, or called off. */
const BEGUN: DeliveryState[] = DELIVERY_STATES.filter((state) => state !== 'queued' && state !== 'cancelled')
/** What was never tried is so, too: it waits for its reader's hour. */
const MAY_WAIT: DeliveryState = 'deferred'

/** Was any of an edition's mails tried? What went back to the queue for the server's sake was not. */
export async function hasBegun(db: Db, editionId: number): Promise<boolean> {
  const query = db.selectFrom('deliveries').select('id').where('edition_id', '=', editionId)
  const begun = query
    .where('state', 'in', BEGUN)
    .where(({ or, eb }) => or([eb('state', '<>', MAY_WAIT), eb('first_at', 'is not', null)]))
  return (await begun.limit(1).executeTakeFirst()) !== undefined
}

/** Nobody may have got a mail of it, and all that wait for one wait for the same date. */
async function isUntouched(trx: Trx, editionId: number): Promise<boolean> {
  if (await hasBegun(trx, editionId)) return false
  const tried = await trx
    .selectFrom('deliveries')
    .select('id')
    .where('edition_id', '=', editionId)
    .where(({ or, eb }) => or([eb('first_at', 'is not', null), eb('attempts', '>', 0), eb('uncertain_count', '>', 0)]))
    .limit(1)
    .executeTakeFirst()
  if (tried) return false
  const variants = trx.selectFrom('variants').select('id').where('edition_id', '=', editionId)
  return (await variants.where('dated_at', '>', 0).limit(1).executeTakeFirst()) === undefined
}

/**
 * Gives an edition another date. As long as nothing of it was tried its variants are written over; after that, where it is
 * paused, those that were not tried yet get variants of their own. What was tried keeps its content and its date.
 */
export async function redateEdition(
  trx: Trx,
  editionId: number,
  at: number,
  contents: Map<number, Variant>,
): Promise<void> {
  const edition = await trx
    .selectFrom('editions')
    .select(['state', 'headers', 'candidate_count'])
    .where('id', '=', editionId)
    .executeTakeFirst()
  if (!edition) return
  if (edition.candidate_count === null || (await isUntouched(trx, editionId))) {
    for (const [id, variant] of contents)
      await trx.updateTable('variants').set(contentOf(variant)).where('id', '=', id).execute()
    if (edition.headers === null) return
    const headers = { ...(JSON.parse(edition.headers) as object), date: new Date(at).toISOString() }
    await trx
      .updateTable('editions')
      .set({ headers: JSON.stringify(headers) })
      .where('id', '=', editionId)
      .execute()
  } else if (edition.state === 'paused') {
    for (const [id, variant] of contents) await redateUntried(trx, editionId, { id, at, variant })
  }
}

async function redateUntried(
  trx: Trx,
  editionId: number,
  { id, at, variant }: { id: number; at: number; variant: Variant },
): Promise<void> {
  const { mask, language, placeholder = null } = variant
  const made = await trx
    .insertInto('variants')
    .values({ edition_id: editionId, mask, language, ...contentOf(variant), placeholder, dated_at: at })
    .onConflict((conflict) => conflict.columns(['edition_id', 'mask', 'dated_at']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return
  await trx
    .insertInto('variant_posts')
    .values(variant.postIds.map((post_id) => ({ variant_id: made.id, post_id })))
    .execute()
  await trx
    .updateTable('deliveries')
    .set({ variant_id: made.id })
    .where('edition_id', '=', editionId)
    .where('state', 'in', ['queued', MAY_WAIT])
    .where('first_at', 'is', null)
    .where('attempts', '=', 0)
    .where('uncertain_count', '=', 0)
    .where('variant_id', 'in', (eb) =>
      eb
        .selectFrom('variants')
        .select('id')
        .where('edition_id', '=', editionId)
        .where('mask', '=', mask)
        .where(({ or, eb: is }) => or([is('id', '=', id), is('dated_at', '>', 0)])),
    )
    .execute()
}

function contentOf({ subject, preheader, html, text }: Variant) {
  return { subject, preheader, html, text }
}
