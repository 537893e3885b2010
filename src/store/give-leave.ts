import { slotOf } from '../deliveries/pace.ts'
import { type AskedLeave, type CountedSlice, type LeaveAnswer, nextSlice } from '../deliveries/slice.ts'
import { countMessages } from './count-messages.ts'
import { engineOf } from './engine.ts'
import type { Trx } from './transaction.ts'

/** A worker asks for its turn; what is counted is counted as if it had been sent. Others wait for the same name's row. */
export async function giveLeave(trx: Trx, asked: AskedLeave, at: number): Promise<LeaveAnswer> {
  const { name, server } = asked
  await trx
    .insertInto('leave_given')
    .values({ name, due_at: 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { due_at } = await trx
    .updateTable('leave_given')
    .set(({ ref }) => ({ due_at: ref('due_at') }))
    .where('name', '=', name)
    .returning('due_at')
    .executeTakeFirstOrThrow()
  const now = await engineOf(trx).now(trx, at)
  const used = server === undefined ? { slots: [], firstUsedAt: undefined } : await usedOf(trx, server)
  const { answer, dueAt } = nextSlice(asked, { ...used, dueAt: due_at }, now)
  if ('waitMs' in answer) return answer
  await trx.updateTable('leave_given').set({ due_at: dueAt }).where('name', '=', name).execute()
  const slotAt = slotOf(now + answer.endMs)
  if (server !== undefined) await countMessages(trx, { server, count: answer.count, slotAt, at: now })
  return { ...answer, slotAt }
}

/** What was counted and not sent. */
export async function takeBackLeave(
  trx: Trx,
  server: string,
  { count, slotAt }: Pick<CountedSlice, 'count' | 'slotAt'>,
): Promise<void> {
  await trx
    .updateTable('server_use')
    .set(({ eb }) => ({ count: eb('count', '-', count) }))
    .where('server', '=', server)
    .where('slot_at', '=', slotAt)
    .execute()
}

async function usedOf(trx: Trx, server: string) {
  const first = await trx.selectFrom('servers').select('first_used_at').where('name', '=', server).executeTakeFirst()
  const slots = await trx
    .selectFrom('server_use')
    .select(['slot_at as at', 'count'])
    .where('server', '=', server)
    .orderBy('slot_at')
    .execute()
  return { slots, firstUsedAt: first?.first_used_at }
}
