import type { ConnectionLimit } from './connection-limit.ts'
import type { Slot } from './pace.ts'
export interface ServerPast {
  /** Epoch milliseconds; undefined: never. */
  firstUsedAt?: number
  /** The last day's counts by slot, oldest first. */
  slots: Slot[]
  /** How many connections an earlier run found possible. */
  limit?: ConnectionLimit
}
