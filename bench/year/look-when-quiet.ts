import { Temporal } from 'temporal-polyfill'
import type { World } from './world.ts'

/** The service looks at the end of each quiet time, up to a moment. */
export async function lookWhenQuiet(world: World, until: Temporal.Instant, judge: () => void): Promise<void> {
  for (let at = world.quietAt; at && Temporal.Instant.compare(at, until) <= 0; at = world.quietAt) {
    await world.clock.advanceTo(at)
    // Where nobody looks now, since the machine sleeps or is killed, nobody waits for it.
    world.quietAt = undefined
    await world.scanAndSend()
    judge()
  }
}
