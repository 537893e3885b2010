import type { Operator } from '../operator.ts'

const MINUTE = 60_000

/** The clock of one who delivers differs from the others', and from the database's, by minutes. */
export async function differClock(operator: Operator): Promise<void> {
  const { random, clock, say } = operator.stage
  const { name } = random.pick([operator.serve, ...operator.workers])
  const minutes = random.chance(0.3) ? 0 : random.between(-10, 10)
  await operator.disturb('clock', () => clock.differ(name, minutes * MINUTE), { ports: [] })
  say(`the clock of ${name} differs by ${minutes} min`)
}
