import type { Operator } from '../operator.ts'

/** SIGKILL of workers, one or more, while the others go on. They are started again. */
export async function killWorker(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  if (random.chance(0.9)) await operator.inFullFlow()
  const running = operator.runningWorkers()
  const victims = random.chance(0.7) ? running.slice(0, 1) : running.filter(() => random.chance(0.5))
  if (victims.length === 0) return
  await operator.kill('worker killed', victims)
  say(`killed ${victims.map(({ name }) => name).join(', ')}`)
}
