import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from './operator.ts'

/** Long enough for what the last moves left behind: a wait for the server of at most five minutes. */
const LIMIT_MS = 6 * 60_000

const TEN_MINUTES = 10 * 60_000

/**
 * Lets what is open come to its end, with no faults any more: goes on with what was paused or held, and sets the clock
 * to when the next tries are due. Then one more edition brings what somebody was not sent since another edition came in
 * between. False where all that takes too long.
 */
export async function settle(operator: Operator): Promise<boolean> {
  const { publication, clock } = operator.stage
  clock.agree()
  // A server that asked for less is used fully again after some quiet minutes.
  await operator.setClock(TEN_MINUTES)
  if (!(await comesToRest(operator))) return false
  publication.writePost(clock.now())
  await operator.did('send', 'weekly', '--yes')
  return comesToRest(operator)
}

async function comesToRest(operator: Operator): Promise<boolean> {
  const { clock } = operator.stage
  const end = Date.now() + LIMIT_MS
  let jumpedAt = 0
  while (Date.now() < end) {
    const { untried, waiting, lastDue, editions } = await operator.glance()
    for (const { name, state } of editions) {
      if (state === 'paused') await operator.did('resume', name)
      if (state === 'held') await operator.did('release', name)
    }
    const isGoingOn = editions.some(({ state }) => !['sent', 'settling', 'cancelled', 'skipped'].includes(state))
    if (untried === 0 && waiting === 0 && !isGoingOn) return true
    if (untried === 0 && lastDue !== null && lastDue > clock.now() && Date.now() - jumpedAt > 5_000) {
      jumpedAt = Date.now()
      await operator.setClock(lastDue - clock.now() + 1_000)
    }
    await pause(500)
  }
  return false
}
