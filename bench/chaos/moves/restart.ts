import type { Operator } from '../operator.ts'

/** SIGTERM, as for an upgrade: each connection finishes its message. Sometimes `run --once` does what is due meanwhile. */
export async function restart(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  if (random.chance(0.8)) await operator.inFullFlow()
  const { serve, workers } = operator
  // One machine after another, or all at once.
  const ended = workers.length === 0 || random.chance(0.3) ? [serve, ...workers] : [random.pick([serve, ...workers])]
  await Promise.all(ended.map((kept) => kept.rest()))
  say(`ended ${ended.map(({ name }) => name).join(', ')} politely`)
  if (random.chance(0.5)) {
    say('run --once does what is due')
    await operator.did('run', '--once')
  }
  operator.keepServing()
}
