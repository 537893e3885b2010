import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** PostgreSQL ends, in good order or as after a crash, and begins again at once or some seconds later. It costs no answer. */
export async function restartDatabase(operator: Operator): Promise<void> {
  const { random, database, say } = operator.stage
  const { server } = database
  if (!server) return
  if (random.chance(0.8)) await operator.inFullFlow()
  const how = random.pick(['fast', 'immediate'] as const)
  const milliseconds = random.chance(0.5) ? 0 : random.between(500, 15_000)
  await operator.disturb(
    'database restarted',
    async () => {
      await server.end(how)
      await pause(milliseconds)
      await server.begin()
    },
    { ports: [] },
  )
  say(`ended PostgreSQL (${how}), and began it again after ${(milliseconds / 1000).toFixed(1)} s`)
}
