import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Lease } from '../deliveries/ledger.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { PARAMETER, prepared } from './prepared.ts'
import { type Db, type Trx, write } from './transaction.ts'

export type LeaseAnswer = { fence: number } | { heldBy: string; expiresAt: Temporal.Instant }

/** Somebody else holds the lease by now; nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export interface LeaseStore {
  /** Takes a lease that is free or has run out, or whose holder is `gone`, or keeps one's own. `ttlMs` in milliseconds. */
  acquire(name: string, holder: string, now: Temporal.Instant, ttlMs: number, gone?: string): Promise<LeaseAnswer>
  /** False when it was lost. A lease that ran out and that nobody took is still its holder's. */
  renew(hold: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
  release(hold: Lease): Promise<void>
}

export function leaseStore(db: Db): LeaseStore {
  return {
    acquire: (name, holder, now, ttlMs, gone) =>
      write(db, (trx) => acquire(trx, { name, holder, gone }, millisecondsOf(now), ttlMs)),
    renew: (hold, now, ttlMs) =>
      write(db, async (trx) => {
        const at = await engineOf(trx).now(trx, millisecondsOf(now))
        return setExpiry(trx, hold, { expires_at: at + ttlMs })
      }),
    release: async (hold) => {
      await write(db, (trx) => setExpiry(trx, hold, { holder: null, expires_at: 0 }))
    },
  }
}

const leaseNamed = prepared<{ holder: string | null; fence: number }>(
  () => sql`select holder, fence from leases where name = ${PARAMETER}`,
)

/** Throws LeaseLost unless this hold is the present one: called in the transaction that it protects. */
export async function assertHeld(trx: Trx, { name, holder, fence }: Lease): Promise<void> {
  const [row] = await leaseNamed(trx, 1, [name])
  if (row?.holder !== holder || row.fence !== fence) throw new LeaseLost(`The lease "${name}" has another holder.`)
}

async function acquire(
  trx: Trx,
  { name, holder, gone }: { name: string; holder: string; gone?: string },
  at: number,
  ttlMs: number,
): Promise<LeaseAnswer> {
  const now = await engineOf(trx).now(trx, at)
  const row = await trx.selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst()
  // One that lasts much longer than any can was taken before the clock was set back, and would stop delivery for as long.
  const isCurrent = row !== undefined && row.expires_at > now && row.expires_at <= now + 2 * ttlMs
  if (row?.holder && row.holder !== holder && row.holder !== gone && isCurrent)
    return { heldBy: row.holder, expiresAt: instantOf(row.expires_at) }
  const expires = now + ttlMs
  const fence = row?.holder === holder ? row.fence : (row?.fence ?? 0) + 1
  await trx
    .insertInto('leases')
    .values({ name, holder, fence, expires_at: expires })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ holder, fence, expires_at: expires }))
    .execute()
  return { fence }
}

async function setExpiry(
  trx: Trx,
  { name, holder, fence }: Lease,
  values: { holder?: null; expires_at: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('leases')
    .set(values)
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('fence', '=', fence)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
