import { setTimeout as pause } from 'node:timers/promises'
import type { Operator } from '../operator.ts'

/** `pause`, and after some seconds `resume`: meanwhile no mail of the edition may begin. */
export async function pauseEdition(operator: Operator): Promise<void> {
  const { random, say } = operator.stage
  const edition = (await operator.glance()).editions.find(({ state }) => state === 'sending')?.name
  if (!edition || !(await operator.did('pause', edition))) return
  const from = Date.now()
  say(`paused ${edition}`)
  await pause(random.between(1_000, 6_000))
  operator.pauses.push({ edition, from, until: Date.now() })
  await operator.did('resume', edition)
}
