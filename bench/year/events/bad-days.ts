import { isShown } from '../site-writer.ts'
import type { World } from '../world.ts'
import type { YearEvent } from './year-event.ts'

const HOUR_MS = 3_600_000

export const BAD_DAYS: YearEvent[] = [
  { name: 'the program is killed in the middle of something', weight: 6, happen: killSoon },
  {
    name: 'the machine sleeps',
    weight: 3,
    happen: async (world) => {
      world.asleepUntil = world.clock.milliseconds + world.random.between(1, 24 * 6) * HOUR_MS
      await world.restart()
    },
  },
  {
    name: 'the clock is set',
    weight: 1,
    happen: async ({ clock, random, history }) => {
      const minutes = random.between(-120, 120)
      if (minutes < 0) history.wasSetBack = true
      clock.setBy(minutes * 60_000)
    },
  },
  {
    name: 'the power goes in the middle of something',
    weight: 2,
    happen: async (world) => {
      await killSoon(world)
      await world.restart()
      world.site.truncate('data/cache/cache.db')
    },
  },
  { name: 'the database is backed up', weight: 3, happen: backUp },
  { name: 'the backup is put back', weight: 3, happen: putBack },
  {
    name: 'the cache is deleted',
    weight: 1,
    happen: async (world) => {
      await world.restart()
      world.site.removeFolder('data/cache')
    },
  },
]

/** Between editions: what is on its way at a backup would be sent once more after its return. */
async function backUp(world: World): Promise<void> {
  if (await world.hasOpenEditions()) return
  await world.restart()
  const { people, firstSeen } = world.history
  world.backup = {
    people: new Map([...people].map(([address, person]) => [address, { ...person }])),
    seen: new Set(firstSeen.keys()),
  }
  world.site.copy('data/broadsheet.db', 'backup.db')
}

/** As docs/running.md has it, with `adopt`, unless somebody left meanwhile: of that, an old copy knows nothing. */
async function putBack(world: World): Promise<void> {
  const { backup } = world
  if (!backup || (await world.hasOpenEditions())) return
  const hasLeft = [...world.history.people].some(
    ([address, { leftAt }]) => leftAt && !backup.people.get(address)?.leftAt,
  )
  if (hasLeft) return
  await world.restart()
  for (const ending of ['-wal', '-shm']) world.site.remove(`data/broadsheet.db${ending}`)
  world.site.copy('backup.db', 'data/broadsheet.db')
  world.backup = undefined
  const at = world.clock.now()
  for (const post of world.site.posts)
    if (world.history.firstSeen.has(post.mark) && !backup.seen.has(post.mark))
      world.history.forgotten.set(post.mark, { at, isShown: isShown(post, at) })
  for (const [address, person] of world.history.people) if (!backup.people.get(address)?.since) person.since = undefined
  // With settings that cannot be read, `adopt` would do nothing: an operator is told, and puts them right.
  world.configure({})
  await world.attempt('adopt', (program) => program.do((actions) => actions.adopt({})))
  world.history.adoptAll()
}

/** At any step of a scan or a send. */
async function killSoon(world: World): Promise<void> {
  const program = await world.program().catch(() => undefined)
  program?.life.endAfter(world.random.between(0, world.random.pick([10, 40, 160])))
  await world.scanAndSend()
  world.running?.life.spare()
}
