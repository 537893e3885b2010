import type { Operator } from '../operator.ts'

const MINUTE = 60_000

/** The clock is set, ahead or back: leases seem to have run out, or to last; what was deferred is due, or is not. */
export async function jumpClock(operator: Operator): Promise<void> {
  const { random } = operator.stage
  const jump = random.chance(0.6) ? random.between(1, 20 * MINUTE) : -random.between(1, 10 * MINUTE)
  await operator.setClock(jump)
}
