import type { Operator } from '../operator.ts'

/** SIGKILL, one process or all of them, at any moment. */
export async function kill(operator: Operator): Promise<void> {
  const { random, product, database, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  const running = product.running
  const victims = random.chance(0.7) ? running : running.slice(0, 1)
  await operator.kill('kill', victims)
  say(`killed ${victims.map(({ name }) => name).join(', ')}`)
  // Beside others nobody waits for a lease.
  if (!database.server) await operator.outwaitLease()
}
