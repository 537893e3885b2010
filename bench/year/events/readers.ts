import type { Person } from '../history.ts'
import type { Program } from '../program.ts'
import type { World } from '../world.ts'
import type { YearEvent } from './year-event.ts'

export const READERS: YearEvent[] = [
  { name: 'somebody subscribes', weight: 10, happen: join },
  { name: 'a list is imported', weight: 1, happen: importList },
  { name: 'somebody leaves', weight: 6, happen: (world) => leave(world) },
  {
    name: 'somebody leaves in the middle of the next send',
    weight: 4,
    happen: async (world) => {
      for (const seconds of [0.3, 1, 3]) world.clock.after(seconds * 1_000, () => leaveNow(world))
      await world.scanAndSend()
    },
  },
  {
    name: 'the operator takes somebody off the list',
    weight: 1,
    happen: async (world) => {
      const person = present(world)
      if (!person) return
      const removed = await world.attempt('remove', (program) =>
        program.do((actions) => actions.removeSubscriber({ address: person.address })),
      )
      if (removed) gone(world, person)
    },
  },
]

/** A new person, or one that left and asks again. */
export async function join(world: World): Promise<void> {
  const returning = [...world.history.people.values()].filter(({ since }) => !since)
  const person = returning.length > 0 && world.random.chance(0.15) ? world.random.pick(returning) : newPerson(world)
  const isEach = world.settings.quietMinutes !== undefined && world.random.chance(0.6)
  const cadence = isEach ? 'each' : undefined
  const report = await world.attempt('subscribe', (program) =>
    program.do((actions) => actions.addSubscriber({ address: person.address, consent: 'asked by mail', cadence })),
  )
  if (report && !['suppressed', 'left'].includes(report.outcome)) person.since = world.clock.now()
}

/** With people who left elsewhere, in the words of another service. */
async function importList(world: World): Promise<void> {
  const people = Array.from({ length: world.random.between(1, 6) }, () => newPerson(world))
  const rows = people.map(({ address }, index) => `${address},${index % 3 === 2 ? 'unsubscribed' : 'subscribed'}`)
  world.site.write('list.csv', ['email,status', ...rows].join('\n'))
  const report = await world.attempt('import', (program) =>
    program.do((actions) => actions.importSubscribers({ file: `${world.site.dir}/list.csv` })),
  )
  if (!report) return
  people.forEach((person, index) => {
    if (index % 3 === 2) person.leftAt = world.clock.now()
    else person.since = world.clock.now()
  })
}

async function leave(world: World): Promise<void> {
  const person = present(world, ({ token }) => token !== undefined)
  if (!person?.token) return
  const { token } = person
  const answered = await world.attempt('unsubscribe', async (program) => {
    await program.do((actions) => actions.unsubscribe(token, 'one-click'))
    return true
  })
  if (answered) gone(world, person)
}

/** While the program is at something else. */
async function leaveNow(world: World): Promise<void> {
  const person = present(world, ({ token }) => token !== undefined)
  const program: Program | undefined = world.running
  if (!person?.token || !program) return
  const done = await program.actions.unsubscribe(person.token, 'one-click').then(
    () => true,
    () => false,
  )
  if (done) gone(world, person)
}

function newPerson(world: World): Person {
  const number = world.history.people.size + 1
  const person: Person = { address: `reader-${number}@d${number % 3}.example` }
  world.history.people.set(person.address, person)
  return person
}

function present({ history, random }: World, fits: (person: Person) => boolean = () => true): Person | undefined {
  const people = [...history.people.values()].filter((person) => person.since && fits(person))
  return people.length > 0 ? random.pick(people) : undefined
}

function gone({ clock, history }: World, person: Person): void {
  person.since = undefined
  person.leftAt = clock.now()
  history.note(`  ${person.address} left`)
}
