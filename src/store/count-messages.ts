import { sql } from 'kysely'
import { PARAMETER, prepared } from './prepared.ts'
import type { Trx } from './transaction.ts'

const addUse = prepared(
  () => sql`
    insert into server_use (server, slot_at, count) values (${PARAMETER}, ${PARAMETER}, ${PARAMETER})
    on conflict (server, slot_at) do update set count = server_use.count + excluded.count
  `,
)
const noteFirstUse = prepared(
  () => sql`insert into servers (name, first_used_at) values (${PARAMETER}, ${PARAMETER}) on conflict do nothing`,
)

/** Counts messages of a server in the slot of a time, and when it was first used. */
export async function countMessages(
  trx: Trx,
  { server, count, slotAt, at }: { server: string; count: number; slotAt: number; at: number },
): Promise<void> {
  await addUse(trx, 1, [server, slotAt, count])
  await noteFirstUse(trx, 1, [server, at])
}
