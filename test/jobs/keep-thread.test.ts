import { expect, test } from 'vitest'
import { keepThread } from '../../src/jobs/keep-thread.ts'
import type { RunningThread } from '../../src/jobs/start-thread.ts'

/** Threads that end as the test says. */
function threads(mayGoOn: (error: unknown) => boolean = () => true) {
  const started: { die(error: unknown): void; end(): void }[] = []
  const deaths: { error: unknown; waitMs: number }[] = []
  let failing: Error | undefined
  let now = 0
  const start = async (): Promise<RunningThread> => {
    if (failing) throw failing
    let end: () => void = () => {}
    const ended = new Promise<void>((resolve, reject) => {
      end = resolve
      started.push({ die: reject, end: resolve })
    })
    ended.catch(() => {})
    return { ended, stop: async () => end() }
  }
  return {
    started,
    deaths,
    fail: (error?: Error) => {
      failing = error
    },
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    keep: () =>
      keepThread({
        start,
        mayGoOn,
        onDeath: (error, waitMs) => deaths.push({ error, waitMs }),
        now: () => now,
        sleep: () => new Promise((resolve) => setImmediate(resolve)),
      }),
  }
}

const tick = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('one that dies is started again, later each time, and soon again after a long life', async () => {
  const { started, deaths, keep, pass } = threads()
  const thread = await keep()
  for (let death = 0; death < 3; death++) {
    started.at(-1)?.die(new Error('out of memory'))
    await tick()
  }
  pass(11 * 60_000)
  started.at(-1)?.die(new Error('out of memory'))
  await tick()
  expect(deaths.map(({ waitMs }) => waitMs)).toEqual([5_000, 10_000, 20_000, 5_000])
  expect(started).toHaveLength(5)
  await thread.stop()
  await expect(thread.ended).resolves.toBeUndefined()
})

test('one that ends by itself is started again, and so is one that did not start', async () => {
  const { started, deaths, keep, fail } = threads()
  await keep()
  const broken = new Error('broadsheet.toml is being edited')
  fail(broken)
  started[0]?.end()
  await tick()
  fail()
  await tick()
  expect(deaths[0]?.error).toMatchObject({ message: 'The thread ended by itself.' })
  expect(deaths[1]?.error).toBe(broken)
  expect(started).toHaveLength(2)
})

test('what no restart mends ends it; so does a first start that fails', async () => {
  const gone = new Error('the database is gone')
  const { started, keep, fail } = threads((error) => error !== gone)
  const thread = await keep()
  started[0]?.die(gone)
  await expect(thread.ended).rejects.toBe(gone)
  expect(started).toHaveLength(1)
  fail(gone)
  await expect(keep()).rejects.toBe(gone)
})

test('one that fails while it is stopped keeps nobody from closing the rest', async () => {
  const ended = Promise.reject(new Error('the database is gone'))
  ended.catch(() => {})
  const start = async (): Promise<RunningThread> => ({ ended, stop: () => ended })
  const ports = { start, mayGoOn: () => false, onDeath: () => {}, now: () => 0, sleep: async () => {} }
  const thread = await keepThread(ports)
  await expect(thread.stop()).resolves.toBeUndefined()
})
