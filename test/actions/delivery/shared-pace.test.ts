import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { SharedPace, type SharedPacePorts, sharedRate } from '../../../src/actions/delivery/shared-pace.ts'
import type { Rate } from '../../../src/config/rate.ts'
import { type Slot, slotOf } from '../../../src/deliveries/pace.ts'
import { type AskedLeave, nextSlice } from '../../../src/deliveries/slice.ts'

const START = 1_800_000_000_000

/** A database that several workers ask, each with a clock of its own, and time that passes as it is told. */
class World {
  now = START
  asked = 0
  fails = false
  readonly given = new Map<string, { dueAt: number; slots: Slot[]; firstUsedAt: number | undefined }>()

  ports(clockError = 0): SharedPacePorts {
    return {
      servers: {
        leave: async (asked) => this.#leave(asked),
        giveBackLeave: async (server, { count, slotAt }) => {
          for (const slot of this.given.get(`server ${server}`)?.slots ?? [])
            if (slot.at === slotAt) slot.count -= count
        },
      },
      clock: () => Temporal.Instant.fromEpochMilliseconds(this.now + clockError),
    }
  }

  count(server: string): number {
    return (this.given.get(`server ${server}`)?.slots ?? []).reduce((sum, { count }) => sum + count, 0)
  }

  #leave(asked: AskedLeave) {
    this.asked++
    if (this.fails) throw new Error('the database does not answer')
    const given = this.given.get(asked.name) ?? { dueAt: 0, slots: [], firstUsedAt: undefined }
    this.given.set(asked.name, given)
    const { answer, dueAt } = nextSlice(asked, given, this.now)
    given.dueAt = dueAt
    if ('waitMs' in answer) return answer
    const slotAt = slotOf(this.now + answer.endMs)
    const slot = given.slots.find(({ at }) => at === slotAt)
    if (slot) slot.count += answer.count
    else given.slots.push({ at: slotAt, count: answer.count })
    return { ...answer, slotAt }
  }
}

function relay(world: World, rates: Rate[], clockError = 0): SharedPace {
  return new SharedPace(world.ports(clockError), { name: 'server relay', server: 'relay', rates, warmUp: [] })
}

/** Lets all send as fast as they may for so long; when each message left. */
async function run(world: World, takes: ((now: number) => number)[], clockErrors: number[], ms: number) {
  const sent: number[] = []
  for (const end = world.now + ms; world.now < end; world.now += 5) {
    for (const [index, take] of takes.entries())
      if (take(world.now + (clockErrors[index] ?? 0)) === 0) sent.push(world.now)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sent
}

test('three workers whose clocks differ by minutes keep one rate together, and come near to it', async () => {
  const world = new World()
  const errors = [0, 300_000, -120_000]
  const paces = errors.map((error) => relay(world, [{ count: 20, seconds: 1 }], error))
  const sent = await run(
    world,
    paces.map((pace) => (now: number) => pace.take(now)),
    errors,
    60_000,
  )
  const gaps = sent.slice(1).map((time, index) => time - (sent[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50)
  expect(sent.length / 60).toBeGreaterThan(15)
})

test('it is asked less than once for a hundred messages', async () => {
  const world = new World()
  const pace = relay(world, [])
  const sent = await run(world, [(now) => pace.take(now)], [0], 10_000)
  expect(sent.length).toBeGreaterThan(1_000)
  expect(world.asked / sent.length).toBeLessThan(0.01)
})

test('what was counted and not sent is given back, so that a day has all that it may', async () => {
  const world = new World()
  const paces = [1, 2, 3].map(() => relay(world, [{ count: 40, seconds: 86_400 }]))
  const sent: number[] = []
  for (const pace of paces) {
    sent.push(...(await run(world, [(now) => pace.take(now)], [0], 35)))
    await pace.close()
  }
  expect(world.count('relay')).toBe(sent.length)
  const last = relay(world, [{ count: 40, seconds: 86_400 }])
  sent.push(...(await run(world, [(now) => last.take(now)], [0], 60_000)))
  expect(sent).toHaveLength(40)
})

test('a rate for an hour is spaced, for a domain or an edition that is spread', async () => {
  const world = new World()
  const takes = [1, 2].map(() => sharedRate(world.ports(), 'edition 4', { count: 3_600, seconds: 3_600 }))
  const sent = await run(world, takes, [0, 0], 60_000)
  expect(sent.length).toBeGreaterThan(50)
  expect(sent.length).toBeLessThanOrEqual(61)
})

test('without an answer nothing is sent, and it is asked again after a while', async () => {
  const world = new World()
  world.fails = true
  const pace = relay(world, [])
  expect(await run(world, [(now) => pace.take(now)], [0], 5_000)).toEqual([])
  expect(world.asked).toBeLessThan(7)
  world.fails = false
  expect((await run(world, [(now) => pace.take(now)], [0], 2_000)).length).toBeGreaterThan(0)
})
