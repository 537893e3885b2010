import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import {
  type AddressChange,
  type AddressChangeEnding,
  type AgreeOutcome,
  isTooLate,
} from '../subscribers/address-change.ts'
import { liftErasure } from './erasures.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { noteOfAll, personOf, type SaidByPerson } from './preferences.ts'
import { putMail } from './put-mail.ts'
import { isSuppressed, suppressedAs } from './suppress.ts'
import type { AddressChangesTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Moves to another address, each until both addresses have agreed. */
export interface AddressChangeStore {
  /**
   * By the subscriber's handle, with the mails that ask both addresses; what they asked for before is over. Gives both sides'
   * handles; undefined where there is nobody.
   */
  ask(handle: string, to: { address: string; key: string }, at: Temporal.Instant): Promise<AskedChange | undefined>
  /** By either side's handle. */
  find(handle: string): Promise<AddressChange | undefined>
  /** Done when both have agreed; an old address that its servers said is gone need not. */
  agree(handle: string, said: SaidByPerson): Promise<AgreeOutcome>
  /** False where it was over. */
  callOff(handle: string, at: Temporal.Instant): Promise<boolean>
}

export interface AskedChange {
  newHandle: string
  oldHandle: string
}

/** `newId` makes handles: 16 random characters of [A-Za-z0-9_-]. */
export function addressChangeStore(db: Db, newId: () => string): AddressChangeStore {
  return {
    ask: (handle, to, at) => write(db, (trx) => ask(trx, handle, to, at, newId)),
    find: (handle) => findChange(db, handle),
    agree: (handle, said) => write(db, (trx) => agree(trx, handle, said)),
    callOff: (handle, at) =>
      write(db, async (trx) => {
        const row = await rowOf(trx, handle)
        if (!row || row.ending !== null || isTooLate({ at: instantOf(row.at) }, at)) return false
        await endChange(trx, row.id, 'called-off', millisecondsOf(at))
        return true
      }),
  }
}

async function ask(
  trx: Trx,
  handle: string,
  to: { address: string; key: string },
  now: Temporal.Instant,
  newId: () => string,
): Promise<AskedChange | undefined> {
  const person = await personOf(trx, handle)
  if (!person) return undefined
  const at = millisecondsOf(now)
  const replaced: AddressChangeEnding = 'replaced'
  await trx
    .updateTable('address_changes')
    .set({ ending: replaced, ended_at: at })
    .where('subscriber_id', '=', person.id)
    .where('ending', 'is', null)
    .execute()
  const asked = { newHandle: newId(), oldHandle: newId() }
  await trx
    .insertInto('address_changes')
    .values({
      subscriber_id: person.id,
      new_handle: asked.newHandle,
      old_handle: asked.oldHandle,
      address: to.address,
      address_key: to.key,
      at,
    })
    .execute()
  await putAsking(trx, asked.newHandle, { ...to, at: now }, newId())
  // No mail may go to a suppressed one.
  if (!(await isSuppressed(trx, person.address_key)))
    await putAsking(trx, asked.oldHandle, { address: person.address, key: person.address_key, at: now }, newId())
  return asked
}

async function putAsking(
  trx: Trx,
  side: string,
  { address, key, at }: { address: string; key: string; at: Temporal.Instant },
  handle: string,
): Promise<void> {
  await putMail(trx, { content: { kind: 'address-change', side }, address, addressKey: key, at }, handle)
}

function rowOf(db: Db | Trx, handle: string): Promise<Selectable<AddressChangesTable> | undefined> {
  return db
    .selectFrom('address_changes')
    .selectAll()
    .where(({ or, eb }) => or([eb('new_handle', '=', handle), eb('old_handle', '=', handle)]))
    .executeTakeFirst()
}

async function findChange(db: Db, handle: string): Promise<AddressChange | undefined> {
  const row = await rowOf(db, handle)
  const person = row && (await personBehind(db, row))
  if (!row || !person) return undefined
  return {
    side: row.new_handle === handle ? 'new' : 'old',
    address: row.address,
    key: row.address_key,
    from: person.address,
    handle: person.handle,
    at: instantOf(row.at),
    isTaken: await isTaken(db, row),
    ...(person.language !== null && { language: person.language }),
    ...(row.ending !== null && { ending: row.ending }),
  }
}

function personBehind(db: Db | Trx, { subscriber_id }: Pick<AddressChangesTable, 'subscriber_id'>) {
  return db
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', subscriber_id)
    .where('address', '<>', '')
    .executeTakeFirst()
}

/** Somebody else's. One's own, written otherwise, is not. */
async function isTaken(
  db: Db | Trx,
  row: Pick<AddressChangesTable, 'address_key' | 'subscriber_id'>,
): Promise<boolean> {
  const other = await db
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', row.address_key)
    .where('id', '<>', row.subscriber_id)
    .executeTakeFirst()
  return other !== undefined
}

async function agree(trx: Trx, handle: string, said: SaidByPerson): Promise<AgreeOutcome> {
  const row = await rowOf(trx, handle)
  const person = row && (await personBehind(trx, row))
  if (!row || !person) return { kind: 'over' }
  if (row.ending === 'done') return { kind: 'done', address: row.address }
  if (row.ending !== null || isTooLate({ at: instantOf(row.at) }, said.at)) return { kind: 'over' }
  const at = millisecondsOf(said.at)
  const isNew = row.new_handle === handle
  await trx
    .updateTable('address_changes')
    .set(isNew ? { new_agreed_at: at } : { old_agreed_at: at })
    .where('id', '=', row.id)
    .execute()
  const newAgreed = isNew || row.new_agreed_at !== null
  const oldAgreed =
    !isNew || row.old_agreed_at !== null || (await suppressedAs(trx, person.address_key)) === 'no-such-address'
  if (!newAgreed || !oldAgreed) return { kind: 'waiting' }
  if ((await isTaken(trx, row)) || (await isSuppressed(trx, row.address_key))) {
    await endChange(trx, row.id, 'taken', at)
    return { kind: 'over' }
  }
  await move(trx, row, said)
  return { kind: 'done', address: row.address }
}

/** What is queued goes to the new address, too. */
async function move(trx: Trx, row: Selectable<AddressChangesTable>, said: SaidByPerson): Promise<void> {
  const { id, subscriber_id, address, address_key } = row
  await trx.updateTable('subscribers').set({ address, address_key }).where('id', '=', subscriber_id).execute()
  await trx
    .updateTable('deliveries')
    .set({ address })
    .where('subscriber_id', '=', subscriber_id)
    .where('state', 'in', ['queued', 'deferred', 'uncertain'])
    .execute()
  await liftErasure(trx, address_key, millisecondsOf(said.at), said.source)
  await noteOfAll(trx, subscriber_id, 'address-changed', said)
  await endChange(trx, id, 'done', millisecondsOf(said.at))
}

async function endChange(trx: Trx, id: number, ending: AddressChangeEnding, at: number): Promise<void> {
  await trx.updateTable('address_changes').set({ ending, ended_at: at }).where('id', '=', id).execute()
}
