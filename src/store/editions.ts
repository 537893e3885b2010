import type { Temporal } from 'temporal-polyfill'
import type { Tally } from '../deliveries/alarm.ts'
import type { Lease } from '../deliveries/ledger.ts'
import type { AudienceQuery, Candidates, EditionPost, MatchesTopics } from '../editions/audience.ts'
import { type EditionFilter, type EditionState, type EditionStep, OPEN_STATES } from '../editions/edition.ts'
import type { EditionIntent } from '../editions/edition-intent.ts'
import type { MadeEdition, NewEdition } from '../editions/new-edition.ts'
import type { Variant } from '../editions/variant.ts'
import { bringing, broughtUntil } from './brought-posts.ts'
import { candidates } from './candidates.ts'
import { correctionsOf, endWaits, gotEdition, type StoredCorrection } from './corrections.ts'
import { editionPosts, findVariant, type StoredVariant, sentPosts, variantsOf } from './edition-content.ts'
import { editionOf, intentColumns, type StoredEdition, selectEditions } from './edition-rows.ts'
import { type ForgottenNumbers, forgotten } from './forgotten-numbers.ts'
import { type Frozen, freeze } from './freeze.ts'
import type { HandOut } from './hand-out.ts'
import { instantOf, millisecondsOf, optionalInstant } from './instants.ts'
import { type EditionIds, makeEdition, nextNumber, remakeEdition } from './make-edition.ts'
import { hasBegun, redateEdition } from './redate-edition.ts'
import { settleEdition, stepEdition, supersede } from './step-edition.ts'
import { type Db, snapshot, write } from './transaction.ts'

export interface EditionStore {
  /** What an edition with these posts would do now. Writes nothing. */
  candidates(query: AudienceQuery, at: Temporal.Instant): Promise<Candidates>
  /** The number that the next edition gets, if nobody makes one meanwhile. */
  nextNumber(newsletter: string): Promise<number>
  /** What was given by this database, or one that it is a copy of, and that it does not know; undefined where it knows all. */
  forgotten(newsletter: string): Promise<ForgottenNumbers | undefined>
  /** Writes an edition down, whole; one for each newsletter, cadence and due time. */
  make(edition: NewEdition): Promise<MadeEdition>
  /** Makes one that is held anew, under its own number; false where it is not held any more. */
  remake(editionId: number, edition: NewEdition): Promise<boolean>
  /** The operator was told of what holds it. */
  told(editionId: number, at: Temporal.Instant): Promise<void>
  /** False where the state may not follow the present one. `cancelled` calls off what is open at once. */
  step(
    editionId: number,
    to: EditionState,
    reason: string | undefined,
    at: Temporal.Instant,
    because?: string[],
  ): Promise<boolean>
  /** It starts at this moment, and not before; undefined: at once. */
  startAt(editionId: number, startsAt: Temporal.Instant | undefined): Promise<void>
  /** Writes down anew what an edition is for. */
  intend(editionId: number, intent: EditionIntent): Promise<void>
  /** One that is being sent becomes `settling` or `sent` as its deliveries are. */
  settle(editionId: number, at: Temporal.Instant): Promise<Tally | undefined>
  /** Editions that wait give way to one that brings all their posts; says how many. */
  supersede(byId: number, at: Temporal.Instant): Promise<number>
  /** Gives what has not been tried yet this date: contents by the id of the variant that they stand for. */
  redate(editionId: number, at: Temporal.Instant, contents: Map<number, Variant>): Promise<void>
  /** Was any of its mails tried? */
  hasBegun(editionId: number): Promise<boolean>
  /**
   * Starts an approved edition: freezes its recipients, in one transaction. Undefined where it may not start. With `ownHour`
   * who chose an hour of their own day waits for that.
   */
  freeze(
    editionId: number,
    at: Temporal.Instant,
    matchesTopics: MatchesTopics,
    lease?: Lease,
    ownHour?: boolean,
  ): Promise<Frozen | undefined>
  /** By its number, or that of a trial; or a correction of it, by what stands after the slash. */
  find(newsletter: string, number: number, isTrial?: boolean, correction?: string): Promise<StoredEdition | undefined>
  /** Mails that correct it, the oldest first. */
  corrections(editionId: number): Promise<StoredCorrection[]>
  /** Whom a correction of it would reach now. */
  gotIt(editionId: number): Promise<Candidates>
  /** Of a correction: who has got what it corrects need not wait for that any more; says how many. */
  endWaits(correctionId: number, at: Temporal.Instant): Promise<number>
  byId(editionId: number): Promise<StoredEdition | undefined>
  stateOf(editionId: number): Promise<EditionState | undefined>
  /** Those that still have something before them, the oldest first. */
  open(): Promise<StoredEdition[]>
  /** The newest first. */
  list(filter: EditionFilter): Promise<StoredEdition[]>
  /** The latest scheduled time that has an edition, skipped ones included. */
  lastDue(newsletter: string, cadence: string): Promise<Temporal.Instant | undefined>
  steps(editionId: number): Promise<EditionStep[]>
  exclusions(editionId: number): Promise<Frozen['excluded']>
  /** In order: the i-th stands behind bit i of a variant's mask. */
  posts(editionId: number): Promise<EditionPost[]>
  /** Of a number that went out, in order. */
  postsOf(editionId: number): Promise<{ title: string; urlPath: string }[]>
  /** The one for most people first. */
  variants(editionId: number): Promise<StoredVariant[]>
  /** Editions that bring a post, by post, the first first; without those that ended before they began. */
  bringing(newsletter: string): Promise<{ postId: string; number?: number; trial?: number; state: EditionState }[]>
  /** The latest time for which an edition of the cadence with it was made, cancelled ones included, by post. */
  broughtUntil(newsletter: string, cadence: string): Promise<Map<string, Temporal.Instant>>
  /** What the variants were made of, as JSON gave it back; undefined once the edition is over. */
  input(editionId: number): Promise<unknown>
  variant(variantId: number): Promise<StoredVariant | undefined>
}

export function editionStore(db: Db, ids: EditionIds, handOut: HandOut): EditionStore {
  const { given } = ids
  return {
    candidates: (query, at) => candidates(db, query, millisecondsOf(at)),
    nextNumber: (newsletter) => snapshot(db, (trx) => nextNumber(trx, newsletter, given)),
    forgotten: (newsletter) => forgotten(db, newsletter, given),
    make: (edition) => write(db, (trx) => makeEdition(trx, edition, ids)),
    remake: (editionId, edition) => write(db, (trx) => remakeEdition(trx, editionId, edition)),
    told: (editionId, at) => told(db, editionId, at),
    step: (editionId, to, reason, at, because) =>
      write(db, (trx) => stepEdition(trx, editionId, to, reason, millisecondsOf(at), because)),
    startAt: (editionId, startsAt) => startAt(db, editionId, startsAt),
    intend: async (editionId, intent) => {
      await write(db, (trx) =>
        trx.updateTable('editions').set(intentColumns(intent)).where('id', '=', editionId).execute(),
      )
    },
    settle: (editionId, at) => write(db, (trx) => settleEdition(trx, editionId, millisecondsOf(at))),
    supersede: (byId, at) => write(db, (trx) => supersede(trx, byId, millisecondsOf(at))),
    redate: (editionId, at, contents) =>
      write(db, (trx) => redateEdition(trx, editionId, millisecondsOf(at), contents)),
    hasBegun: (editionId) => hasBegun(db, editionId),
    freeze: async (editionId, at, matchesTopics, lease, ownHour) => {
      await handOut.prepare(editionId)
      return write(db, (trx) =>
        freeze(trx, { editionId, matchesTopics, at: millisecondsOf(at), lease, given, handOut, ownHour }),
      )
    },
    find: (newsletter, number, isTrial, correction) => find(db, newsletter, number, { isTrial, correction }),
    corrections: (editionId) => correctionsOf(db, editionId),
    gotIt: (editionId) => gotEdition(db, editionId),
    endWaits: (correctionId, at) => endWaits(db, correctionId, millisecondsOf(at)),
    byId: (editionId) => byId(db, editionId),
    stateOf: (editionId) => stateOf(db, editionId),
    open: () => open(db),
    list: (filter) => list(db, filter),
    lastDue: (newsletter, cadence) => lastDue(db, newsletter, cadence),
    steps: (editionId) => steps(db, editionId),
    exclusions: (editionId) => exclusions(db, editionId),
    posts: (editionId) => editionPosts(db, editionId),
    postsOf: (editionId) => sentPosts(db, editionId),
    variants: (editionId) => variantsOf(db, editionId),
    input: (editionId) => inputOf(db, editionId),
    bringing: (newsletter) => bringing(db, newsletter),
    broughtUntil: (newsletter, cadence) => broughtUntil(db, newsletter, cadence),
    variant: (variantId) => findVariant(db, variantId),
  }
}

async function find(
  db: Db,
  newsletter: string,
  number: number,
  { isTrial = false, correction }: { isTrial?: boolean; correction?: string },
): Promise<StoredEdition | undefined> {
  const ofNewsletter = selectEditions(db).where('newsletter_id', '=', newsletter)
  const row = await (correction === undefined
    ? ofNewsletter.where(isTrial ? 'trial' : 'number', '=', number)
    : ofNewsletter.where('correction', '=', correction)
  ).executeTakeFirst()
  return row && editionOf(row)
}

async function byId(db: Db, editionId: number): Promise<StoredEdition | undefined> {
  const row = await selectEditions(db).where('id', '=', editionId).executeTakeFirst()
  return row && editionOf(row)
}

async function stateOf(db: Db, editionId: number): Promise<EditionState | undefined> {
  return (await db.selectFrom('editions').select('state').where('id', '=', editionId).executeTakeFirst())?.state
}

async function open(db: Db): Promise<StoredEdition[]> {
  return (await selectEditions(db).where('state', 'in', OPEN_STATES).orderBy('id').execute()).map(editionOf)
}

async function list(db: Db, { newsletter, numbered = false, before, limit }: EditionFilter): Promise<StoredEdition[]> {
  let query = selectEditions(db).orderBy('id', 'desc').limit(limit)
  if (newsletter !== undefined) query = query.where('newsletter_id', '=', newsletter)
  if (numbered) query = query.where('number', 'is not', null)
  if (before !== undefined) query = query.where('id', '<', before)
  return (await query.execute()).map(editionOf)
}

async function lastDue(db: Db, newsletter: string, cadence: string): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('editions')
    .select(({ fn }) => fn.max('due_at').as('last'))
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .executeTakeFirst()
  return optionalInstant(row?.last ?? null)
}

async function steps(db: Db, editionId: number): Promise<EditionStep[]> {
  const rows = await db
    .selectFrom('edition_steps')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('id')
    .execute()
  return rows.map(({ state, reason, why, at }) => ({
    state,
    reason: reason ?? undefined,
    because: why === null ? undefined : (JSON.parse(why) as string[]),
    at: instantOf(at),
  }))
}

async function inputOf(db: Db, editionId: number): Promise<unknown> {
  const row = await db
    .selectFrom('edition_inputs')
    .select('input')
    .where('edition_id', '=', editionId)
    .executeTakeFirst()
  return row && (JSON.parse(row.input) as unknown)
}

async function told(db: Db, editionId: number, at: Temporal.Instant): Promise<void> {
  await db
    .updateTable('editions')
    .set({ told_at: millisecondsOf(at) })
    .where('id', '=', editionId)
    .execute()
}

async function startAt(db: Db, editionId: number, startsAt: Temporal.Instant | undefined): Promise<void> {
  await db
    .updateTable('editions')
    .set({ starts_at: startsAt ? millisecondsOf(startsAt) : null })
    .where('id', '=', editionId)
    .execute()
}

async function exclusions(db: Db, editionId: number): Promise<Frozen['excluded']> {
  const rows = await db.selectFrom('exclusions').selectAll().where('edition_id', '=', editionId).execute()
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}
