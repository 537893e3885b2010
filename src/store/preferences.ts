import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { SentRecord, SubscriberRecord } from '../deliveries/subscriber-record.ts'
import type { Person } from '../subscribers/actor.ts'
import type { OwnHour } from '../subscribers/own-hour.ts'
import type { Chosen, Wish } from '../subscribers/preferences.ts'
import type { ConsentAction, ConsentEvidence } from '../subscribers/subscriber.ts'
import { findSubscriber, sentTo } from './find-subscriber.ts'
import { millisecondsOf } from './instants.ts'
import { end } from './leave.ts'
import { moveHour } from './own-hours.ts'
import { beginOrReturn, subscriptionOf } from './subscribe.ts'
import { evidenceColumns, ownHourColumns, topicsText } from './subscriber-rows.ts'
import { isSuppressed } from './suppress.ts'
import type { SubscribersTable } from './tables.ts'
import { type TakingBack, takeBackLeaving } from './take-back.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** When somebody said something, how, and what they had before them. */
export interface SaidByPerson {
  at: Temporal.Instant
  source: Person
  evidence?: ConsentEvidence
}

/** `not`: there is nobody, or nothing to change. */
export type ChangeOutcome = 'done' | 'not'

/** What a person changes by themselves; all by the handle of the subscriber. Each change touches what it names alone. */
export interface PreferenceStore {
  of(handle: string): Promise<SubscriberRecord | undefined>
  /** All that was ever sent to them, the newest first. */
  sent(handle: string): Promise<SentRecord[]>
  /** Name (null: none) and language; undefined: as it is. */
  describe(
    handle: string,
    about: { name?: string | null; language?: string },
    said: SaidByPerson,
  ): Promise<ChangeOutcome>
  /** At what hour of their day they get mails; undefined: at once. What waits for their hour waits for this one. */
  chooseHour(handle: string, ownHour: OwnHour | undefined, said: SaidByPerson): Promise<ChangeOutcome>
  choose(handle: string, chosen: Chosen, said: SaidByPerson): Promise<ChangeOutcome>
  /** A newsletter that they do not get yet, or left. Their link proves their address, so this is a consent that is confirmed. */
  join(handle: string, wish: Wish, said: SaidByPerson): Promise<ChangeOutcome | 'suppressed'>
  /** Ends all subscriptions; says how many. */
  leaveAll(handle: string, said: SaidByPerson): Promise<number>
  /** By a subscription's handle. Gives the newsletters that they get again. */
  takeBack(taking: TakingBack): Promise<string[]>
}

/** `newId` makes handles: 16 random characters of [A-Za-z0-9_-]. */
export function preferenceStore(db: Db, newId: () => string): PreferenceStore {
  return {
    of: async (handle) => {
      const person = await personOf(db, handle)
      return person && findSubscriber(db, person.address_key)
    },
    sent: async (handle) => {
      const person = await personOf(db, handle)
      return person ? sentTo(db, person.id) : []
    },
    describe: (handle, about, said) => write(db, (trx) => describe(trx, handle, about, said)),
    chooseHour: (handle, ownHour, said) => write(db, (trx) => chooseHour(trx, handle, ownHour, said)),
    choose: (handle, chosen, said) => write(db, (trx) => choose(trx, handle, chosen, said)),
    join: (handle, wish, said) => write(db, (trx) => join(trx, handle, wish, said, newId)),
    leaveAll: (handle, said) => write(db, (trx) => leaveAll(trx, handle, said)),
    takeBack: (taking) => write(db, (trx) => takeBackLeaving(trx, taking)),
  }
}

/** Of whom was erased nothing but a number is left. */
export async function personOf(db: Db | Trx, handle: string): Promise<Selectable<SubscribersTable> | undefined> {
  return db
    .selectFrom('subscribers')
    .selectAll()
    .where('handle', '=', handle)
    .where('address', '<>', '')
    .executeTakeFirst()
}

async function describe(
  trx: Trx,
  handle: string,
  about: { name?: string | null; language?: string },
  said: SaidByPerson,
): Promise<ChangeOutcome> {
  const person = await personOf(trx, handle)
  if (!person) return 'not'
  const changed = {
    ...(about.name !== undefined && about.name !== person.name && { name: about.name }),
    ...(about.language !== undefined && about.language !== person.language && { language: about.language }),
  }
  if (Object.keys(changed).length === 0) return 'not'
  await trx.updateTable('subscribers').set(changed).where('id', '=', person.id).execute()
  await noteOfAll(trx, person.id, 'changed', said)
  return 'done'
}

async function chooseHour(
  trx: Trx,
  handle: string,
  ownHour: OwnHour | undefined,
  said: SaidByPerson,
): Promise<ChangeOutcome> {
  const person = await personOf(trx, handle)
  if (!person) return 'not'
  const changed = ownHourColumns(ownHour)
  if (changed.own_hour === person.own_hour && changed.timezone === person.timezone) return 'not'
  await trx.updateTable('subscribers').set(changed).where('id', '=', person.id).execute()
  await moveHour(trx, person.id, ownHour, millisecondsOf(said.at))
  await noteOfAll(trx, person.id, 'changed', said)
  return 'done'
}

/** One line of each subscription that they have. */
export async function noteOfAll(trx: Trx, id: number, action: ConsentAction, said: SaidByPerson): Promise<void> {
  const rows = await trx
    .selectFrom('subscriptions')
    .select('newsletter_id')
    .where('subscriber_id', '=', id)
    .where('state', '<>', 'unsubscribed')
    .orderBy('id')
    .execute()
  for (const { newsletter_id } of rows) await note(trx, id, newsletter_id, [action], said)
}

async function note(trx: Trx, id: number, newsletter: string, actions: ConsentAction[], said: SaidByPerson) {
  const { at, source, evidence } = said
  const line = { subscriber_id: id, newsletter_id: newsletter, at: millisecondsOf(at), source }
  const columns = evidenceColumns(evidence)
  await trx
    .insertInto('consents')
    .values(actions.map((action) => ({ ...line, action, ...columns })))
    .execute()
}

async function choose(trx: Trx, handle: string, chosen: Chosen, said: SaidByPerson): Promise<ChangeOutcome> {
  const person = await personOf(trx, handle)
  const row = person && (await subscriptionOf(trx, person.id, chosen.newsletter))
  if (!row || row.state === 'unsubscribed') return 'not'
  const before = JSON.parse(row.topics) as string[]
  const after = [...before.filter((topic) => !chosen.drop.includes(topic)), ...chosen.add]
  const [topics, cadence] = [topicsText(after), chosen.cadence ?? row.cadence]
  if (topics === row.topics && cadence === row.cadence) return 'not'
  const isWider = before.length > 0 && (after.length === 0 || after.some((topic) => !before.includes(topic)))
  // What earlier editions had of a topic that is new to them is not caught up; what none had yet is still due.
  const since = isWider ? Math.max(row.since, await lastEditionOf(trx, chosen.newsletter)) : row.since
  await trx.updateTable('subscriptions').set({ topics, cadence, since }).where('id', '=', row.id).execute()
  await note(trx, row.subscriber_id, row.newsletter_id, ['changed'], said)
  return 'done'
}

/** When the last edition was made that went out; 0 where none did. */
async function lastEditionOf(trx: Trx, newsletter: string): Promise<number> {
  const row = await trx
    .selectFrom('editions')
    .select(({ fn }) => fn.max('created_at').as('last'))
    .where('newsletter_id', '=', newsletter)
    .where('candidate_count', 'is not', null)
    .executeTakeFirstOrThrow()
  return row.last ?? 0
}

async function join(
  trx: Trx,
  handle: string,
  wish: Wish,
  said: SaidByPerson,
  newId: () => string,
): Promise<ChangeOutcome | 'suppressed'> {
  const person = await personOf(trx, handle)
  if (!person) return 'not'
  if (await isSuppressed(trx, person.address_key)) return 'suppressed'
  const known = await subscriptionOf(trx, person.id, wish.newsletter)
  if (known && known.state !== 'unsubscribed') return 'not'
  await beginOrReturn(trx, { ...wish, subscriberId: person.id, known, at: said.at }, newId)
  await note(trx, person.id, wish.newsletter, [known ? 'resubscribed' : 'subscribed', 'confirmed'], said)
  return 'done'
}

async function leaveAll(trx: Trx, handle: string, { at, source }: SaidByPerson): Promise<number> {
  const person = await personOf(trx, handle)
  const rows = await trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', person?.id ?? 0)
    .where('state', '<>', 'unsubscribed')
    .execute()
  for (const row of rows) await end(trx, row, 'unsubscribed', millisecondsOf(at), source)
  return rows.length
}
