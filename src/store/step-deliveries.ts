import { type RawBuilder, sql, type Updateable } from 'kysely'
import type { DeliveryState } from '../deliveries/delivery.ts'
import { statesBefore } from '../deliveries/delivery-states.ts'
import { PARAMETER, parameters, prepared, rowsOfParameters, type SqlType } from './prepared.ts'
import type { DeliveriesTable, OutboxTable } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Deliveries, and the mails of the outbox, which have the same states and steps. */
export type SentTable = 'deliveries' | 'outbox'

/** What a step writes beside the state and its time: values, or what is computed from the row. */
type Columns = Omit<Updateable<DeliveriesTable>, 'state' | 'state_at' | 'worker_id'>
type Written = { [Name in keyof Columns]: Columns[Name] | RawBuilder<Columns[Name]> }

/**
 * Takes deliveries to another state, each only from a state that it may follow: those that further conditions choose.
 * This file alone writes `state` of deliveries and of the outbox, and with it who is sending: each has a worker while it is `sending`.
 *
 * @param from only from these states
 * @throws IllegalStep where `to` may not follow one of them
 */
export function stepDeliveries(
  trx: Trx,
  to: Exclude<DeliveryState, 'sending'>,
  { from, at, ...also }: { from?: DeliveryState[]; at: number } & Written,
) {
  return trx
    .updateTable('deliveries')
    .set({ ...also, state: to, state_at: at, worker_id: null })
    .where('state', 'in', statesBefore(to, from))
}

/** The same of mails of the outbox. */
export function stepMails(
  trx: Trx,
  to: Exclude<DeliveryState, 'sending'>,
  {
    from,
    at,
    ...also
  }: { from?: DeliveryState[]; at: number } & { [Name in keyof Columns & keyof OutboxTable]?: Written[Name] },
) {
  return trx
    .updateTable('outbox')
    .set({ ...also, state: to, state_at: at, worker_id: null })
    .where('state', 'in', statesBefore(to, from))
}

/** Writes down a delivery for each person in `audience` who is due a variant; says how many. Some wait, for their hour or for another mail. */
export async function queueDeliveries(trx: Trx, editionId: number, at: number): Promise<number> {
  const result = await sql`
    insert into deliveries
      (edition_id, subscriber_id, subscription_id, variant_id, address, state, state_at, queued_at, due_at, not_before)
    select ${editionId}, a.subscriber_id, a.subscription_id, v.id, p.address,
      case when h.due_at is null and a.waits = 0 then 'queued' else 'deferred' end, ${at}, ${at}, h.due_at, h.due_at
    from audience a
    join variants v on v.edition_id = ${editionId} and v.mask = a.mask
    join subscribers p on p.id = a.subscriber_id
    left join audience_hours h on h.own_hour = p.own_hour and h.timezone = p.timezone
    where a.reason is null
    order by a.subscriber_id
  `.execute(trx)
  return Number(result.numAffectedRows)
}

/**
 * A worker claims what is still open, of deliveries in an edition that is still going: it is sending that from now on. Parameters: the
 * time, thrice, the worker and ids.
 */
export const writeIntents = ofEach((table) =>
  prepared<{ id: number }>(
    (count) => sql`
    update ${sql.table(table)} set
      state = 'sending', state_at = ${PARAMETER}, sending_at = ${PARAMETER}, due_at = null, attempts = attempts + 1,
      first_at = coalesce(first_at, ${PARAMETER}), worker_id = ${PARAMETER}
    where id in (${parameters(count)}) and state in (${literals(statesBefore('sending'))})
      ${table === 'deliveries' ? sql`and edition_id in (select id from editions where state in ('sending', 'settling'))` : sql``}
    returning id
  `,
  ),
)

/** What is written of each outcome, in this order. */
const OUTCOME = {
  id: 'bigint',
  state: 'text',
  state_at: 'bigint',
  due_at: 'bigint',
  reply_code: 'bigint',
  reply_enhanced: 'text',
  reply_text: 'text',
  relay_id: 'text',
  error: 'text',
  server: 'text',
  reason: 'text',
  uncounted: 'bigint',
  uncertain: 'bigint',
} as const satisfies Record<string, SqlType>

/**
 * What became of deliveries that a worker was sending; that each state may follow `sending` was asked before. Of somebody who was erased
 * meanwhile nothing is kept that a server said, which often repeats the address. Parameters: rows of OUTCOME, and the worker.
 */
export const writeOutcomes = ofEach((table) =>
  prepared<{ id: number }>(
    (count) => sql`
    with outcomes (${sql.join(Object.keys(OUTCOME).map((name) => sql.ref(name)))})
      as (values ${rowsOfParameters(count, Object.values(OUTCOME))})
    update ${sql.table(table)} set
      state = o.state, state_at = o.state_at, due_at = o.due_at, reply_code = o.reply_code,
      reply_enhanced = o.reply_enhanced, relay_id = o.relay_id,
      reply_text = case when address <> '' then o.reply_text end, error = case when address <> '' then o.error end,
      server = o.server, reason = o.reason, attempts = attempts - o.uncounted, uncertain_count = uncertain_count + o.uncertain,
      first_at = case when attempts > o.uncounted then first_at end, worker_id = null
    from outcomes o
    where ${sql.table(table)}.id = o.id and ${sql.table(table)}.state = 'sending' and ${sql.table(table)}.worker_id = ${PARAMETER}
    returning ${sql.table(table)}.id
  `,
  ),
)

function ofEach<T>(make: (table: SentTable) => T): Record<SentTable, T> {
  return { deliveries: make('deliveries'), outbox: make('outbox') }
}

function literals(states: DeliveryState[]) {
  return sql.join(states.map((state) => sql.lit(state)))
}
