import { setTimeout as pause } from 'node:timers/promises'
import { LEASE_MS, type Operator } from '../operator.ts'

/**
 * SIGSTOP of one who delivers, for longer than it may be silent: the others take over what it had, and it must not record
 * over that when it wakes up. The silence is real, or the database's clock is set ahead, by which all are silent.
 */
export async function stallWorker(operator: Operator): Promise<void> {
  const { random, database, clock, say } = operator.stage
  const { server } = database
  if (!server) return
  if (random.chance(0.9)) await operator.inFullFlow()
  const { name, run } = random.pick([operator.serve, ...operator.workers])
  if (!run) return
  const isReal = random.chance(0.3)
  const ports = operator.stop([run])
  say(`stopped ${name}; ${isReal ? 'it falls silent' : 'the database’s clock is ahead'}`)
  await operator.disturb(
    'stall',
    async () => {
      if (isReal) await pause(LEASE_MS + 10_000)
      else await server.setClock(clock.offset + LEASE_MS)
      await pause(random.between(2_000, 8_000))
      run.process.kill('SIGCONT')
      await pause(random.between(500, 3_000))
      await server.setClock(clock.offset)
    },
    { isStall: true, after: 3_000, ...(isReal && { ports }) },
  )
}
