import type { Operator } from '../operator.ts'
import { closeRelay } from './close-relay.ts'
import { fillDisk } from './fill-disk.ts'
import { jumpClock } from './jump-clock.ts'
import { kill } from './kill.ts'
import { remove, unsubscribe } from './leave.ts'
import { pauseEdition } from './pause-edition.ts'
import { restart } from './restart.ts'
import { retryEdition } from './retry-edition.ts'
import { stall } from './stall.ts'

/** What can happen, by name. */
export const MOVES = {
  kill,
  stall,
  clock: jumpClock,
  disk: fillDisk,
  relay: closeRelay,
  restart,
  pause: pauseEdition,
  retry: retryEdition,
  remove,
  unsubscribe,
} satisfies Record<string, (operator: Operator) => Promise<void>>

export type MoveName = keyof typeof MOVES

/** How often, compared with the others. */
export const WEIGHTS: Record<MoveName, number> = {
  kill: 6,
  stall: 3,
  clock: 3,
  disk: 2,
  relay: 2,
  restart: 2,
  pause: 3,
  retry: 2,
  remove: 2,
  unsubscribe: 8,
}
