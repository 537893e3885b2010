import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test } from 'vitest'
import { ReadingCrew } from '../../src/sources/reading-crew.ts'

const PATHS = ['a.md', 'b.md', 'c.md', 'd.md']

const open: ReadingCrew[] = []
afterEach(() => {
  for (const crew of open.splice(0)) crew.dismiss()
})

/** A crew whose members do this with each `index` of `paths` that is free: `take(index)`, `tell(index)`. */
function crewThat(does: string, size = 1): ReadingCrew {
  const source = `
    import { workerData } from 'node:worker_threads'
    const { port, number, paths, claims } = workerData
    const owners = new Uint8Array(claims)
    const take = (index) => Atomics.compareExchange(owners, index, 0, number) === 0
    const tell = (index) => port.postMessage({ path: paths[index], origin: 'o' + index, reading: 'r' + number })
    const stay = () => setInterval(() => {}, 1_000)
    ${does}`
  const entry = new URL(`data:text/javascript,${encodeURIComponent(source)}`)
  const at = Temporal.Instant.from('2026-06-01T00:00:00Z')
  const crew = new ReadingCrew({
    entry,
    configFile: '/site/broadsheet.toml',
    cache: { dir: '/cache', program: 'it' },
    at,
    size,
  })
  open.push(crew)
  return crew
}

async function untilArrived(crew: ReadingCrew, count: number) {
  const arrived = crew.arrived()
  while (arrived.length < count) {
    await crew.arrival()
    arrived.push(...crew.arrived())
  }
  return arrived
}

test('what a member takes arrives, and nobody else makes it', async () => {
  const crew = crewThat('for (const index of [0, 2]) if (take(index)) tell(index)')
  crew.begin(PATHS)
  const arrived = await untilArrived(crew, 2)
  expect(arrived.map(({ path, origin }) => [path, origin])).toEqual([
    ['a.md', 'o0'],
    ['c.md', 'o2'],
  ])
  expect(PATHS.map((path) => crew.isMaking(path))).toEqual([false, false, false, false])
  expect(PATHS.map((path) => crew.take(path))).toEqual([false, true, false, true])
  expect(crew.takeNext()).toBeUndefined()
})

test('until it has arrived, it is being made', async () => {
  const crew = crewThat('take(1); take(2); tell(2); stay()')
  crew.begin(PATHS)
  expect(await untilArrived(crew, 1)).toMatchObject([{ path: 'c.md' }])
  expect(crew.isMaking('b.md')).toBe(true)
  expect(crew.isMaking('c.md')).toBe(false)
  expect([crew.takeNext(), crew.takeNext(), crew.takeNext()]).toEqual(['a.md', 'd.md', undefined])
  expect(crew.isMaking('a.md'), 'the one who waits makes it').toBe(false)
})

test('a member that fails leaves its work to whoever wants it', async () => {
  const crew = crewThat(`take(0); tell(0); take(1); setTimeout(() => { throw new Error('out of memory') }, 1)`)
  crew.begin(PATHS)
  const arrived = await untilArrived(crew, 1)
  while (crew.isMaking('b.md')) await crew.arrival()
  expect(arrived).toMatchObject([{ path: 'a.md', reading: 'r2' }])
  await crew.arrival()
})

test('several members share the work', async () => {
  const crew = crewThat('for (let index = 0; index < paths.length; index += 1) if (take(index)) tell(index)', 2)
  crew.begin(PATHS)
  const arrived = await untilArrived(crew, PATHS.length)
  expect(arrived.map(({ path }) => path).sort()).toEqual(PATHS)
})

test('a crew of nobody makes nothing', async () => {
  const crew = crewThat('', 0)
  crew.begin(PATHS)
  await crew.arrival()
  expect([crew.take('a.md'), crew.isMaking('b.md'), crew.arrived()]).toEqual([true, false, []])
  expect(crew.take('not-of-the-list.md')).toBe(true)
})

test('whoever is dismissed makes nothing more', async () => {
  const crew = crewThat('take(0); stay()')
  crew.begin(PATHS)
  crew.dismiss()
  expect(crew.isMaking('a.md')).toBe(false)
})
