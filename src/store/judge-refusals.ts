import { isMostlyRefused } from '../deliveries/alarm.ts'
import type { Trx } from './transaction.ts'

export interface Refusals {
  /** Servers that may be believed when they say that an address does not exist. */
  believed: string[]
  rejected: number
  isMostlyRefused: boolean
}

/**
 * What an edition's servers have refused since it last paused itself over rejections, if it did: what came before is for an
 * operator to judge. Reads no more of what was accepted than is needed, for that may be a million.
 */
export async function judgeRefusals(trx: Trx, editionId: number): Promise<Refusals> {
  const since = await lastAlarmOf(trx, editionId)
  const rejections = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => ['server', fn.countAll<number>().as('count')])
    .where('edition_id', '=', editionId)
    .where('state', '=', 'rejected')
    // An operator's own word for what was uncertain (`settle`) is no refusal.
    .where((eb) => eb.or([eb('reason', 'is', null), eb('reason', '<>', 'operator')]))
    .where('state_at', '>', since)
    .groupBy('server')
    .execute()
  const rejected = rejections.reduce((sum, { count }) => sum + count, 0)
  if (rejected === 0) return { believed: [], rejected, isMostlyRefused: false }
  const accepted = (most: number, server?: string) => acceptedUpTo(trx, { editionId, since, most, server })
  const believed: string[] = []
  for (const { server, count } of rejections) {
    if (server !== null && !isMostlyRefused({ accepted: await accepted(count, server), rejected: count }))
      believed.push(server)
  }
  return { believed, rejected, isMostlyRefused: isMostlyRefused({ accepted: await accepted(rejected), rejected }) }
}

async function lastAlarmOf(trx: Trx, editionId: number): Promise<number> {
  const step = await trx
    .selectFrom('edition_steps')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('edition_id', '=', editionId)
    .where('state', '=', 'paused')
    .where('reason', '=', 'rejections')
    .executeTakeFirst()
  return step?.at ?? -1
}

async function acceptedUpTo(
  trx: Trx,
  { editionId, since, most, server }: { editionId: number; since: number; most: number; server?: string },
): Promise<number> {
  let query = trx
    .selectFrom('deliveries')
    .select('id')
    .where('edition_id', '=', editionId)
    .where('state', 'in', ['accepted', 'bounced', 'complained'])
    .where('state_at', '>', since)
    .limit(most)
  if (server !== undefined) query = query.where('server', '=', server)
  return (await query.execute()).length
}
