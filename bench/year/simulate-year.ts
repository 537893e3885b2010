import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { Seeded } from '../seeded.ts'
import { allEditions } from './books.ts'
import { calmMonth } from './calm-month.ts'
import { ALL_EVENTS } from './events/all-events.ts'
import { SCHEDULES, ZONES } from './events/configuration.ts'
import { join as subscribe } from './events/readers.ts'
import type { YearEvent } from './events/year-event.ts'
import { lookWhenQuiet } from './look-when-quiet.ts'
import { occurrences } from './occurrences.ts'
import { allRules } from './rules/all-rules.ts'
import type { Settings } from './settings.ts'
import { SiteWriter } from './site-writer.ts'
import { writeTemplates } from './templates.ts'
import { VirtualClock } from './virtual-clock.ts'
import { World } from './world.ts'

export interface SimulatedYear {
  seed: number
  /** Rule and sentence of each breach; none in a good year. */
  breaches: string[]
  /** What happened, in order, each line with its time. */
  diary: string[]
  mails: number
  editions: number
  events: number
}

const DAYS = 365
const HOUR_MS = 3_600_000

/** What a fault needs is mostly few posts and few people; a large world has more of both, and takes longer. */
const SMALL = { posts: 2, people: [1, 4], entries: 2 } as const
const LARGE = { posts: 4, people: [2, 8], entries: 4 } as const

/** One operator's year, from one seed: the same seed makes the same year. */
export async function simulateYear(seed: number, events: YearEvent[] = ALL_EVENTS): Promise<SimulatedYear> {
  const random = new Seeded(seed)
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'broadsheet-year-'))
  const clock = new VirtualClock(startOf(random.fork('start')))
  const site = new SiteWriter(dir, clock)
  const size = random.fork('size').chance(0.25) ? LARGE : SMALL
  const world = new World({
    clock,
    random: random.fork('world'),
    site,
    settings: settingsOf(random.fork('settings'), size),
  })
  const rules = allRules()
  const breaches: string[] = []
  const judge = () => {
    for (const { name, daily } of rules) breaches.push(...(daily?.(world) ?? []).map((breach) => `${name}: ${breach}`))
  }
  try {
    await begin(world, size)
    judge()
    for (let day = 0; day < DAYS && breaches.length === 0; day++) await liveDay(world, events, judge)
    if (breaches.length === 0) await calmMonth(world, judge)
    for (const { name, atEnd } of rules)
      breaches.push(...((await atEnd?.(world)) ?? []).map((breach) => `${name}: ${breach}`))
    return {
      seed,
      breaches,
      diary: world.history.diary,
      mails: world.servers.reduce((sum, { taken }) => sum + taken.length, 0),
      editions: allEditions(world).length,
      events: world.history.events,
    }
  } finally {
    await world.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

type Size = typeof SMALL | typeof LARGE

/** A site with some posts, which count as sent, and the first people. */
async function begin(world: World, { posts, people }: Size): Promise<void> {
  world.site.write(
    'hugo.toml',
    'baseURL = "https://lantern.example/"\ntitle = "The Lantern"\n[markup.goldmark.renderer]\nunsafe = true\n',
  )
  writeTemplates(world, 'good')
  for (let i = 0; i < posts; i++) world.site.publish()
  await world.scanAndSend()
  for (let i = world.random.between(people[0], people[1]); i > 0; i--) await subscribe(world)
}

/** The day's events, at hours of their own, between the runs of the schedule. */
async function liveDay(world: World, events: YearEvent[], judge: () => void): Promise<void> {
  const { clock, random } = world
  const dayEnds = clock.now().add({ hours: 24 })
  const moments: { at: Temporal.Instant; event?: YearEvent }[] = occurrences(world.settings, clock.now(), dayEnds).map(
    (at) => ({ at }),
  )
  for (let count = random.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]); count > 0; count--) {
    const at = clock.now().add({ milliseconds: random.between(0, 24 * HOUR_MS - 1) })
    moments.push({ at, event: drawn(events, world) })
  }
  moments.sort((a, b) => Temporal.Instant.compare(a.at, b.at))
  for (const { at, event } of moments) {
    await lookWhenQuiet(world, at, judge)
    await clock.advanceTo(at)
    if (event) {
      world.history.happens(event.name)
      await event.happen(world)
    }
    if (random.chance(scanned(world, event))) await world.scanAndSend()
    judge()
  }
  await lookWhenQuiet(world, dayEnds, judge)
  await clock.advanceTo(dayEnds)
  if (random.chance(0.3) && (await world.hasOpenEditions())) await world.send()
  judge()
}

/** The service scans each quarter of an hour, and mostly finds nothing: of those, a few are enough. */
function scanned({ hasNews }: World, event: YearEvent | undefined): number {
  if (event) return hasNews ? 0.4 : 0.15
  return hasNews ? 1 : 0.1
}

function drawn(events: YearEvent[], { random }: World): YearEvent {
  const total = events.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.next() * total
  for (const event of events) {
    left -= event.weight
    if (left < 0) return event
  }
  throw new RangeError('there is no event to draw')
}

/** Later than any file's own times on the machine, so that what is cached counts. */
function startOf(random: Seeded): Temporal.Instant {
  const day = Temporal.PlainDate.from('2041-01-01').add({ days: random.between(0, 365 * 4) })
  return day
    .toZonedDateTime('UTC')
    .toInstant()
    .add({ minutes: random.between(0, 1_439) })
}

function settingsOf(random: Seeded, { entries }: Size): Settings {
  return {
    title: 'The Lantern',
    timezone: random.pick(ZONES),
    schedule: random.pick(SCHEDULES),
    approve: random.chance(0.15),
    maxLateness: random.pick(['1h', '12h', '3d']),
    liveCheck: random.pick(['off', 'off', 'status'] as const),
    transport: 'smtp',
    connections: random.between(1, 5),
    servers: random.between(1, 2),
    uncertain: random.pick(['resend', 'resend', 'hold'] as const),
    entries,
    ...(random.chance(0.35) && { quietMinutes: random.pick([30, 150]) }),
  }
}
