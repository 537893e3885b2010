import { sql } from 'kysely'
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js'
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'
import type { Temporal } from 'temporal-polyfill'
import type { Rate } from '../config/rate.ts'
import { engineOf } from './engine.ts'
import { millisecondsOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** How often something may be asked for, by all web processes together. */
export interface LimitStore {
  /** Counts one more for a name. False where a window has had as many as the rate allows. */
  take(name: string, rate: Rate, at: Temporal.Instant): Promise<boolean>
}

export function limitStore(db: Db): LimitStore {
  return { take: (name, rate, at) => write(db, (trx) => takeOne(trx, name, rate, millisecondsOf(at))) }
}

/** The same in a transaction. @param at epoch milliseconds */
export async function takeOne(trx: Trx, name: string, { count, seconds }: Rate, at: number): Promise<boolean> {
  const limiter = new DatabaseLimiter({ storeClient: trx, points: count, duration: seconds, keyPrefix: '' })
  try {
    await limiter.consume(name, 1, { at })
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}

interface Window {
  points: number
  endsInMs: number
}

/** What rate-limiter-flexible counts in: a row for each name, by the clock that all who share the database go by. */
class DatabaseLimiter extends RateLimiterStoreAbstract<Trx, Window, { at: number }> {
  constructor(options: { storeClient: Trx; points: number; duration: number; keyPrefix: string }) {
    super(options)
    this.client = options.storeClient
  }

  /** consume() never asks for a new window while one lasts. */
  override async _upsert(name: string, points: number, lengthMs: number, _isNew: boolean, { at }: { at: number }) {
    const now = await engineOf(this.client).now(this.client, at)
    const begins = sql<boolean>`limits.ends_at <= cast(${now} as bigint)`
    const row = await this.client
      .insertInto('limits')
      .values({ name, points, ends_at: now + lengthMs })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({
          points: sql<number>`case when ${begins} then excluded.points else limits.points + excluded.points end`,
          ends_at: sql<number>`case when ${begins} then excluded.ends_at else limits.ends_at end`,
        }),
      )
      .returning(['points', 'ends_at'])
      .executeTakeFirstOrThrow()
    return { points: row.points, endsInMs: row.ends_at - now }
  }

  override _getRateLimiterRes(_name: string, changed: number, { points, endsInMs }: Window): RateLimiterRes {
    return new RateLimiterRes(Math.max(this.points - points, 0), endsInMs, points, points === changed)
  }
}
