import { BroadsheetError } from '../config/problem.ts'
import type { EditionPost } from '../editions/audience.ts'
import type { EditionPlace, EditionState } from '../editions/edition.ts'
import type { MadeEdition, NewEdition } from '../editions/new-edition.ts'
import type { Variant } from '../editions/variant.ts'
import { correctionsOf } from './corrections.ts'
import { headersText, intentColumns } from './edition-rows.ts'
import type { GivenNumbers } from './given-numbers.ts'
import { millisecondsOf } from './instants.ts'
import type { Trx } from './transaction.ts'

/** What numbers and ids of editions come from. */
export interface EditionIds {
  given: GivenNumbers
  newId(): string
}

/** One past the highest that any edition of the newsletter ever had, those that a restored database does not know included. */
export async function nextNumber(trx: Trx, newsletter: string, given: GivenNumbers): Promise<number> {
  return Math.max(await nextOf(trx, newsletter, 'number'), given.highest(newsletter) + 1)
}

async function nextOf(trx: Trx, newsletter: string, column: 'number' | 'trial'): Promise<number> {
  const row = await trx
    .selectFrom('editions')
    .select(({ fn }) => fn.max(column).as('highest'))
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirst()
  return (row?.highest ?? 0) + 1
}

/** Writes an edition with its posts, variants and first step. */
export async function makeEdition(trx: Trx, edition: NewEdition, ids: EditionIds): Promise<MadeEdition> {
  if (await isTaken(trx, edition)) return 'exists'
  const place = await placeOf(trx, edition, ids.given)
  if (place.number !== undefined && edition.number !== undefined && edition.number !== place.number)
    return 'number-taken'
  const id = await insertEdition(trx, edition, place, ids.newId().slice(0, BIRTH_LENGTH))
  await recordStep(trx, id, { ...edition, at: millisecondsOf(edition.at) })
  await insertContent(trx, id, edition)
  if (edition.corrects) await insertCorrection(trx, id, edition.corrects, millisecondsOf(edition.at))
  if (place.number !== undefined) noteNumber(ids.given, edition.newsletter, place.number)
  return { id, ...place }
}

/** Freezing insists on it; until then nobody outside has seen the number. */
function noteNumber(given: GivenNumbers, newsletter: string, number: number): void {
  try {
    given.give(newsletter, number, 'made')
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
  }
}

async function nextCorrection(trx: Trx, correctedId: number): Promise<number> {
  return (await correctionsOf(trx, correctedId)).length + 1
}

async function insertCorrection(
  trx: Trx,
  editionId: number,
  { id, html }: { id: number; html: string },
  at: number,
): Promise<void> {
  const number = await nextCorrection(trx, id)
  await trx.insertInto('corrections').values({ edition_id: editionId, corrected_id: id, number, html, at }).execute()
}

/** Short enough for a Message-ID on one line, and no two editions of one number ever have the same. */
const BIRTH_LENGTH = 8

async function placeOf(trx: Trx, edition: NewEdition, given: GivenNumbers): Promise<EditionPlace> {
  const { corrects } = edition
  if (corrects) return { correction: `${corrects.place} correction ${await nextCorrection(trx, corrects.id)}` }
  if (edition.state === 'skipped') return {}
  if (edition.transport === 'mailbox') return { trial: await nextOf(trx, edition.newsletter, 'trial') }
  return { number: await nextNumber(trx, edition.newsletter, given) }
}

/**
 * Makes an edition that is held anew, under its own number: what held it may be mended, its posts and people are others.
 * False where it is not held any more.
 */
export async function remakeEdition(trx: Trx, editionId: number, edition: NewEdition): Promise<boolean> {
  const row = await trx.selectFrom('editions').selectAll().where('id', '=', editionId).executeTakeFirst()
  if (row?.state !== 'held' || row.candidate_count !== null) return false
  await removeContent(trx, editionId)
  await insertContent(trx, editionId, edition)
  const at = millisecondsOf(edition.at)
  // Pages that answer now this, now that, are one thing to hold for.
  const isSameReason = edition.state === 'held' && row.reason === (edition.reason ?? null)
  const isSame = isSameReason && (row.reason === 'links' || row.why === whyText(edition))
  await trx
    .updateTable('editions')
    .set({
      state: edition.state,
      reason: edition.reason ?? null,
      why: whyText(edition),
      told_at: isSame ? row.told_at : edition.isTold ? at : null,
      recipient_count: edition.recipientCount ?? null,
      state_at: isSame ? row.state_at : at,
      approved_at: edition.state === 'approved' ? at : null,
      starts_at: edition.startsAt ? millisecondsOf(edition.startsAt) : null,
      subject: edition.subject,
      headers: edition.headers ? headersText(edition.headers) : null,
      ...(edition.intent && intentColumns(edition.intent)),
    })
    .where('id', '=', editionId)
    .execute()
  if (!isSame) await recordStep(trx, editionId, { ...edition, at })
  return true
}

export async function recordStep(
  trx: Trx,
  editionId: number,
  step: { state: EditionState; reason?: string; because?: string[]; at: number },
): Promise<void> {
  const { state, reason, at } = step
  await trx
    .insertInto('edition_steps')
    .values({ edition_id: editionId, state, reason: reason ?? null, at, why: whyText(step) })
    .execute()
}

export function whyText({ because }: { because?: string[] }): string | null {
  return because && because.length > 0 ? JSON.stringify(because) : null
}

async function insertContent(trx: Trx, id: number, { posts, variants, input }: NewEdition): Promise<void> {
  await insertPosts(trx, id, posts)
  for (const variant of variants) await insertVariant(trx, id, variant)
  if (input === undefined) return
  await trx
    .insertInto('edition_inputs')
    .values({ edition_id: id, input: JSON.stringify(input) })
    .execute()
}

async function removeContent(trx: Trx, id: number): Promise<void> {
  await trx
    .deleteFrom('variant_posts')
    .where('variant_id', 'in', (eb) => eb.selectFrom('variants').select('id').where('edition_id', '=', id))
    .execute()
  await trx.deleteFrom('variants').where('edition_id', '=', id).execute()
  await trx.deleteFrom('edition_posts').where('edition_id', '=', id).execute()
  await trx.deleteFrom('edition_inputs').where('edition_id', '=', id).execute()
}

async function isTaken(trx: Trx, { newsletter, cadence, dueAt }: NewEdition): Promise<boolean> {
  if (!dueAt) return false
  const row = await trx
    .selectFrom('editions')
    .select('id')
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .where('due_at', '=', millisecondsOf(dueAt))
    .executeTakeFirst()
  return row !== undefined
}

async function insertEdition(
  trx: Trx,
  edition: NewEdition,
  { number, trial, correction }: EditionPlace,
  birth: string,
): Promise<number> {
  const at = millisecondsOf(edition.at)
  const row = {
    newsletter_id: edition.newsletter,
    number: number ?? null,
    trial: trial ?? null,
    correction: correction ?? null,
    birth,
    cadence: edition.cadence,
    due_at: edition.dueAt ? millisecondsOf(edition.dueAt) : null,
    state: edition.state,
    reason: edition.reason ?? null,
    why: whyText(edition),
    told_at: edition.isTold ? at : null,
    recipient_count: edition.recipientCount ?? null,
    state_at: at,
    created_at: at,
    approved_at: edition.state === 'approved' ? at : null,
    transport: edition.transport,
    repeats: edition.repeats ? 1 : 0,
    ...(edition.intent && intentColumns(edition.intent)),
    plan_id: edition.planId ?? null,
    starts_at: edition.startsAt ? millisecondsOf(edition.startsAt) : null,
    subject: edition.subject,
    headers: edition.headers ? headersText(edition.headers) : null,
  }
  return (await trx.insertInto('editions').values(row).returning('id').executeTakeFirstOrThrow()).id
}

async function insertPosts(trx: Trx, editionId: number, posts: EditionPost[]): Promise<void> {
  if (posts.length === 0) return
  const rows = posts.map(({ postId, newAt, tags }, position) => ({
    edition_id: editionId,
    post_id: postId,
    position,
    new_at: newAt ? millisecondsOf(newAt) : null,
    tags: JSON.stringify(tags),
  }))
  await trx.insertInto('edition_posts').values(rows).execute()
}

async function insertVariant(trx: Trx, editionId: number, variant: Variant): Promise<void> {
  const { postIds, mask, language, subject, preheader, html, text, placeholder = null } = variant
  const { id } = await trx
    .insertInto('variants')
    .values({ edition_id: editionId, mask, language, subject, preheader, html, text, placeholder })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (postIds.length === 0) return
  await trx
    .insertInto('variant_posts')
    .values(postIds.map((post_id) => ({ variant_id: id, post_id })))
    .execute()
}
