import type { Variant } from '../editions/variant.ts'
import type { Trx } from './transaction.ts'

/**
 * Gives an edition another date. Before its recipients are frozen its variants are written over; after that, as it is
 * paused, those that were not tried yet get variants of their own, and what was tried keeps its content and its date.
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
  if (edition.candidate_count === null) {
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
    .where('state', '=', 'queued')
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
