import type { Operator } from '../operator.ts'

/** SIGTERM, as for an upgrade: each connection finishes its message. Sometimes `run --once` does what is due meanwhile. */
export async function restart(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  await operator.rest()
  say('ended serve politely')
  if (random.chance(0.5)) {
    say('run --once does what is due')
    await operator.did('run', '--once')
  }
  operator.keepServing()
}
