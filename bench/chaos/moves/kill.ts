import type { Operator } from '../operator.ts'

/** SIGKILL, one process or all of them, at any moment. */
export async function kill(operator: Operator): Promise<void> {
  const { random, product, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  const running = product.running
  const victims = random.chance(0.7) ? running : running.slice(0, 1)
  await operator.disturb('kill', async () => {
    for (const { process } of victims) process.kill('SIGKILL')
    await Promise.all(victims.map(({ ended }) => ended))
  })
  say(`killed ${victims.map(({ args }) => args[0]).join(', ')}`)
  await operator.outwaitLease()
}
