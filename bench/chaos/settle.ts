import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from './operator.ts'

/** Long enough for what the last moves left behind: a wait for the server of at most five minutes. */
const LIMIT_MS = 6 * 60_000

/**
 * Lets what is open come to its end, with no faults any more: goes on with what was paused or held, and sets the clock
 * to when the next tries are due. False where that takes too long.
 */
export async function settle(operator: Operator): Promise<boolean> {
  const { clock } = operator.stage
  const end = Date.now() + LIMIT_MS
  let jumpedAt = 0
  while (Date.now() < end) {
    const { untried, waiting, lastDue, editions } = operator.glance()
    for (const { name, state } of editions) {
      if (state === 'paused') await operator.did('resume', name)
      if (state === 'held') await operator.did('release', name)
    }
    const isGoingOn = editions.some(({ state }) => !['sent', 'settling', 'cancelled', 'skipped'].includes(state))
    if (untried === 0 && waiting === 0 && !isGoingOn) return true
    if (untried === 0 && lastDue !== null && lastDue > clock.now() && Date.now() - jumpedAt > 5_000) {
      jumpedAt = Date.now()
      clock.jump(lastDue - clock.now() + 1_000)
    }
    await pause(500)
  }
  return false
}
