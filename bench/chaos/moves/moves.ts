import type { Operator } from '../operator.ts'
import { closeRelay } from './close-relay.ts'
import { cutConnections } from './cut-connections.ts'
import { differClock } from './differ-clock.ts'
import { fillDisk } from './fill-disk.ts'
import { hangDatabase } from './hang-database.ts'
import { jumpClock } from './jump-clock.ts'
import { kill } from './kill.ts'
import { killServe } from './kill-serve.ts'
import { killWorker } from './kill-worker.ts'
import { remove, unsubscribe } from './leave.ts'
import { pauseEdition } from './pause-edition.ts'
import { restart } from './restart.ts'
import { restartDatabase } from './restart-database.ts'
import { retryEdition } from './retry-edition.ts'
import { stall } from './stall.ts'
import { stallWorker } from './stall-worker.ts'

/** What can happen, by name. */
export const MOVES = {
  kill,
  'kill-worker': killWorker,
  'kill-serve': killServe,
  'restart-database': restartDatabase,
  'cut-connections': cutConnections,
  'hang-database': hangDatabase,
  stall,
  'stall-worker': stallWorker,
  clock: jumpClock,
  'differ-clock': differClock,
  disk: fillDisk,
  relay: closeRelay,
  restart,
  pause: pauseEdition,
  retry: retryEdition,
  remove,
  unsubscribe,
} satisfies Record<string, (operator: Operator) => Promise<void>>

export type MoveName = keyof typeof MOVES
export type Weights = Partial<Record<MoveName, number>>

const PEOPLE = { pause: 3, retry: 2, remove: 2, unsubscribe: 8 }

/** How often, compared with the others: of one program on a file. */
export const ON_A_FILE: Weights = { kill: 6, stall: 3, clock: 3, disk: 2, relay: 2, restart: 2, ...PEOPLE }

/** Of several on a server. */
export const ON_A_SERVER: Weights = {
  kill: 1,
  'kill-worker': 7,
  'kill-serve': 2,
  'restart-database': 5,
  'cut-connections': 4,
  'hang-database': 3,
  'stall-worker': 2,
  clock: 2,
  'differ-clock': 2,
  relay: 2,
  restart: 3,
  ...PEOPLE,
}
