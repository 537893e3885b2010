import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** Connections to PostgreSQL answer nothing for a while, in the middle of whatever they hold. It costs no answer. */
export async function hangDatabase(operator: Operator): Promise<void> {
  const { random, database, say } = operator.stage
  const { server } = database
  if (!server) return
  if (random.chance(0.9)) await operator.inFullFlow()
  const milliseconds = random.chance(0.7) ? random.between(200, 4_000) : random.between(4_000, 20_000)
  await operator.disturb('database hung', () => server.whileHanging(() => pause(milliseconds)), { ports: [] })
  say(`connections to PostgreSQL hung for ${(milliseconds / 1000).toFixed(1)} s`)
}
