import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** The relay is restarted: it throws out who is connected, and for some seconds nothing listens there. */
export async function closeRelay(operator: Operator): Promise<void> {
  const { random, relay, say } = operator.stage
  const milliseconds = random.between(200, 5_000)
  await operator.disturb('relay closed', async () => {
    await relay.tell('close')
    await pause(milliseconds)
    await relay.tell('open')
  })
  say(`closed the relay for ${(milliseconds / 1000).toFixed(1)} s`)
}
