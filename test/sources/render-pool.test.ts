import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, test } from 'vitest'
import { RenderPool } from '../../src/sources/render-pool.ts'

const PATHS = ['a.md', 'b.md', 'c.md', 'd.md']

const open: RenderPool[] = []
afterEach(() => {
  for (const pool of open.splice(0)) pool.dismiss()
})

/** A worker pool whose members do this with each `index` of `paths` that is free: `take(index)`, `tell(index)`. */
function poolThat(does: string, size = 1): RenderPool {
  const source = `
    import { workerData } from 'node:worker_threads'
    const { port, number, paths, work } = workerData
    const owners = new Uint8Array(work)
    const take = (index) => Atomics.compareExchange(owners, index, 0, number) === 0
    const tell = (index) => port.postMessage({ path: paths[index], origin: 'o' + index, rendered: 'r' + number })
    const stay = () => setInterval(() => {}, 1_000)
    ${does}`
  const entry = new URL(`data:text/javascript,${encodeURIComponent(source)}`)
  const at = Temporal.Instant.from('2026-06-01T00:00:00Z')
  const pool = new RenderPool({
    entry,
    configFile: '/site/broadsheet.toml',
    cache: { dir: '/cache', program: 'it' },
    at,
    size,
  })
  open.push(pool)
  return pool
}

async function untilArrived(pool: RenderPool, count: number) {
  const arrived = pool.arrived()
  while (arrived.length < count) {
    await pool.arrival()
    arrived.push(...pool.arrived())
  }
  return arrived
}

test('what a member takes arrives, and nobody else makes it', async () => {
  const pool = poolThat('for (const index of [0, 2]) if (take(index)) tell(index)')
  pool.begin(PATHS)
  const arrived = await untilArrived(pool, 2)
  expect(arrived.map(({ path, origin }) => [path, origin])).toEqual([
    ['a.md', 'o0'],
    ['c.md', 'o2'],
  ])
  expect(PATHS.map((path) => pool.isMaking(path))).toEqual([false, false, false, false])
  expect(PATHS.map((path) => pool.take(path))).toEqual([false, true, false, true])
  expect(pool.takeNext()).toBeUndefined()
})

test('until it has arrived, it is being made', async () => {
  const pool = poolThat('take(1); take(2); tell(2); stay()')
  pool.begin(PATHS)
  expect(await untilArrived(pool, 1)).toMatchObject([{ path: 'c.md' }])
  expect(pool.isMaking('b.md')).toBe(true)
  expect(pool.isMaking('c.md')).toBe(false)
  expect([pool.takeNext(), pool.takeNext(), pool.takeNext()]).toEqual(['a.md', 'd.md', undefined])
  expect(pool.isMaking('a.md'), 'the one who waits makes it').toBe(false)
})

test('a member that fails leaves its work to whoever wants it', async () => {
  const pool = poolThat(`take(0); tell(0); take(1); setTimeout(() => { throw new Error('out of memory') }, 1)`)
  pool.begin(PATHS)
  const arrived = await untilArrived(pool, 1)
  while (pool.isMaking('b.md')) await pool.arrival()
  expect(arrived).toMatchObject([{ path: 'a.md', rendered: 'r2' }])
  await pool.arrival()
})

test('several members share the work', async () => {
  const pool = poolThat('for (let index = 0; index < paths.length; index += 1) if (take(index)) tell(index)', 2)
  pool.begin(PATHS)
  const arrived = await untilArrived(pool, PATHS.length)
  expect(arrived.map(({ path }) => path).sort()).toEqual(PATHS)
})

test('a crew of nobody makes nothing', async () => {
  const pool = poolThat('', 0)
  pool.begin(PATHS)
  await pool.arrival()
  expect([pool.take('a.md'), pool.isMaking('b.md'), pool.arrived()]).toEqual([true, false, []])
  expect(pool.take('not-of-the-list.md')).toBe(true)
})

test('whoever is dismissed makes nothing more', async () => {
  const pool = poolThat('take(0); stay()')
  pool.begin(PATHS)
  pool.dismiss()
  expect(pool.isMaking('a.md')).toBe(false)
})
