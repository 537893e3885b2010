import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** All connections to PostgreSQL are terminated, once or several times in a row. It costs no answer. */
export async function cutConnections(operator: Operator): Promise<void> {
  const { random, database, say } = operator.stage
  const { server } = database
  if (!server) return
  if (random.chance(0.9)) await operator.inFullFlow()
  const times = random.chance(0.7) ? 1 : random.between(2, 8)
  await operator.disturb(
    'connections cut',
    async () => {
      for (let done = 0; done < times; done++) {
        await server.cutConnections()
        await pause(random.between(0, 300))
      }
    },
    { ports: [] },
  )
  say(`cut all connections to PostgreSQL${times > 1 ? `, ${times} times` : ''}`)
}
