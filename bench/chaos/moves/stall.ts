import { setTimeout as pause } from 'node:timers/promises'
import { LEASE_MS, type Operator } from '../operator.ts'

/** SIGSTOP for longer than the lease: a second process takes over, and the first must not record over it when it wakes up. */
export async function stall(operator: Operator): Promise<void> {
  const { random, product, clock, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  const stopped = product.running
  say(`stopped ${stopped.map(({ args }) => args[0]).join(', ')}; another takes over`)
  await operator.disturb(
    'stall',
    async () => {
      for (const { process } of stopped) process.kill('SIGSTOP')
      const successor = product.start('run')
      if (random.chance(0.3)) await pause(LEASE_MS)
      else clock.jump(LEASE_MS)
      await pause(random.between(2_000, 8_000))
      for (const { process } of stopped) process.kill('SIGCONT')
      await pause(random.between(500, 3_000))
      successor.process.kill(random.chance(0.5) ? 'SIGTERM' : 'SIGKILL')
      await successor.ended
    },
    { isStall: true, after: 3_000 },
  )
  await operator.outwaitLease()
}
