import type { Operator } from '../operator.ts'

/** `retry --failed` or `--uncertain` of an edition that is on its way or over. */
export async function retryEdition(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  const editions = (await operator.glance()).editions.filter(({ state }) =>
    ['sending', 'settling', 'sent'].includes(state),
  )
  if (editions.length === 0) return
  const { name } = random.pick(editions)
  const what = random.pick(['--failed', '--uncertain'])
  if (await operator.did('retry', name, what)) say(`retried ${name} ${what}`)
}
