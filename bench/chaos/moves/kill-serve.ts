import type { Operator } from '../operator.ts'

/** SIGKILL of the `serve` alone: the workers go on, and one of them does what one alone may do. */
export async function killServe(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  const { run } = operator.serve
  if (!run) return
  await operator.kill('serve killed', [run])
  say('killed serve')
}
