import { letGo } from './events/operating.ts'
import { lookWhenQuiet } from './look-when-quiet.ts'
import { occurrences } from './occurrences.ts'
import { writeTemplates } from './templates.ts'
import type { World } from './world.ts'

const DAYS = 35

/** Everything is well again, and the operator does whatever the program asked for: what is then not right stays wrong. */
export async function calmMonth(world: World, judge: () => void): Promise<void> {
  for (const server of world.servers) server.mood = 'well'
  world.network.arePagesUp = true
  world.network.answerOfWeb = 'ours'
  world.disk.trouble = 'none'
  world.asleepUntil = 0
  writeTemplates(world, 'good')
  world.configure({ transport: 'smtp', approve: false, schedule: '0 9 * * MON' })
  await world.restart()
  world.history.note('from here on everything is well')
  for (let day = 0; day < DAYS; day++) {
    const dayEnds = world.clock.now().add({ hours: 24 })
    // What starts on publication takes along what was cancelled, or went to nobody, with the next post.
    if (day === 1 && world.settings.quietMinutes !== undefined) {
      world.site.publish()
      await world.scanAndSend()
      await lookWhenQuiet(world, dayEnds, judge)
    }
    for (const at of occurrences(world.settings, world.clock.now(), dayEnds)) {
      await world.clock.advanceTo(at)
      await world.scanAndSend()
    }
    await world.clock.advanceTo(dayEnds)
    if (day % 12 > 0) continue
    await world.scanAndSend()
    await settleByHand(world)
    judge()
  }
}

/** What held, paused and uncertain ask for. */
async function settleByHand(world: World): Promise<void> {
  await letGo(world)
  await world.attempt('settle', async (program) => {
    const { open } = await program.do((actions) => actions.status())
    for (const { edition, state } of open) {
      if (state === 'paused') await program.do((actions) => actions.resume(edition))
      if (state === 'settling') await program.do((actions) => actions.settle(edition, 'accepted'))
    }
  })
}
