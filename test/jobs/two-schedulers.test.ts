import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { Temporal } from 'temporal-polyfill'
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { HubReport } from '../../src/actions/feeds/tell-hub.ts'
import { holdSchedule } from '../../src/actions/hold-schedule.ts'
import type { TickReport } from '../../src/actions/tick.ts'
import type { Config } from '../../src/config/config.ts'
import { startScheduler } from '../../src/jobs/scheduler.ts'
import { openStore, type Store, storeIn } from '../../src/store/open-store.ts'
import { openPostgresPool } from '../../src/store/postgres/open-database.ts'
import { idsInTurn } from '../contract/store/store-world.ts'
import { aFolder } from '../sources/a-folder.ts'
import { ITS_OWN_TIME } from '../store/postgres/its-own-time.ts'
import { newPglite, PglitePool } from '../store/postgres/pglite-pool.ts'

const REPORT = { runs: [], waits: [], problems: [], failures: [], news: [], stacks: [] } as unknown as TickReport
const HUB = { told: [], problems: [] } as HubReport
const CONFIG = {
  site: { timezone: 'UTC' },
  feeds: { hub: 'https://hub.example/' },
  newsletters: [{ schedules: { default: '13 9 * * MON' } }],
} as unknown as Config

/** The databases answer by the real clock, and what waits goes by the test's. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  vi.setSystemTime(new Date('2027-03-08T09:12:30Z'))
})
afterEach(() => {
  vi.useRealTimers()
})

const clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now())

/** How many questions the databases have not answered. */
let asked = 0

/** Time goes by, and whoever waits for the database has its answer. */
async function pass(seconds: number, step = 1): Promise<void> {
  for (let second = 0; second < seconds; second += step) {
    await vi.advanceTimersByTimeAsync(step * 1_000)
    do await new Promise((resolve) => setImmediate(resolve))
    while (asked > 0)
  }
}

function counted<Args extends unknown[], T>(ask: (...args: Args) => Promise<T>): (...args: Args) => Promise<T> {
  return async (...args) => {
    asked++
    try {
      return await ask(...args)
    } finally {
      asked--
    }
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
}

/** Killed ones, by their names, of which this machine knows. */
type Gone = Set<string>

function aScheduler(name: string, store: Store, gone: Gone = new Set(), longTick: Promise<void> = Promise.resolve()) {
  const did: string[] = []
  const said: string[] = []
  const { acquire, renew, release } = store.leases
  const ports = {
    ...store,
    leases: { acquire: counted(acquire), renew: counted(renew), release: counted(release) },
    holder: name,
    holderNamed: async (id: string) => ({ name: id, isGone: gone.has(id) || undefined }),
    clock,
    // Whoever is killed does nothing more.
    sleep: async (ms: number, signal: AbortSignal) => {
      await sleep(ms, signal)
      if (gone.has(name)) await new Promise<void>(() => {})
    },
  }
  const note = (what: string) =>
    did.push(`${what} ${clock().toZonedDateTimeISO('UTC').toPlainTime().toString().slice(0, 5)}`)
  const scheduler = startScheduler({
    config: CONFIG,
    clock,
    tick: async () => {
      note('plans')
      await longTick
      return REPORT
    },
    tickBeside: async () => {
      note('keeps')
      return REPORT
    },
    endBeside: async () => {},
    holdSchedule: (told, signal) => holdSchedule(ports, told, signal),
    tellHub: async () => {
      note('pings')
      return HUB
    },
    tell: (message) => {
      if (message.kind === 'ticked') said.push(...message.sentences)
      if (message.kind === 'unforeseen') throw new Error(message.stack)
    },
  })
  return { did, said, scheduler }
}

function theContract(openStores: () => Promise<[Store, Store]>): void {
  test('one plans, pings and heeds the schedules; the other keeps its own feeds, and says so once', async () => {
    const [first, second] = await openStores()
    const one = aScheduler('one', first)
    await pass(1)
    const other = aScheduler('other', second)
    await pass(6 * 60, 10)
    const plans = one.did.filter((what) => what.startsWith('plans'))
    expect(plans).toEqual(['plans 09:12', 'plans 09:13', 'plans 09:15'])
    expect(one.did).toContain('pings 09:14')
    expect(other.did).toEqual(['keeps 09:12', 'keeps 09:17'])
    expect(one.said).toEqual([])
    expect(other.said).toEqual([
      'one plans on this database: this process keeps the feeds of its own machine, and takes over when that one ends',
    ])
    await one.scheduler.stop()
    await other.scheduler.stop()
  })

  test('when the first ends the other plans within seconds, and what came due', async () => {
    const [first, second] = await openStores()
    const one = aScheduler('one', first)
    await pass(1)
    const other = aScheduler('other', second)
    await pass(30)
    await one.scheduler.stop()
    other.did.length = 0
    await pass(3)
    expect(other.did).toEqual(['plans 09:13'])
    expect(other.said.at(-1)).toBe('this process plans from now on')
    await other.scheduler.stop()
  })

  test('of one that is known to be killed it takes over as fast; of one of which nobody can tell when its lease ran out', async () => {
    for (const isKnown of [true, false]) {
      const [first, second] = await openStores()
      const killed: Gone = new Set()
      aScheduler('one', first, killed)
      await pass(1)
      const other = aScheduler('other', second, isKnown ? killed : new Set())
      await pass(5)
      killed.add('one')
      await pass(isKnown ? 3 : 15)
      expect(other.did.some((what) => what.startsWith('plans'))).toBe(isKnown)
      await pass(30)
      expect(other.did.some((what) => what.startsWith('plans'))).toBe(true)
      await other.scheduler.stop()
    }
  })

  test('a tick longer than the lease keeps it, and whoever is stopped meanwhile passes it on only when it is over', async () => {
    const [first, second] = await openStores()
    let end = () => {}
    const long = new Promise<void>((resolve) => {
      end = resolve
    })
    const one = aScheduler('one', first, new Set(), long)
    await pass(1)
    const other = aScheduler('other', second)
    const stopped = one.scheduler.stop()
    await pass(90)
    expect(other.did.some((what) => what.startsWith('plans'))).toBe(false)
    end()
    await pass(3)
    await stopped
    expect(other.did.at(-1)).toBe('plans 09:14')
    await other.scheduler.stop()
  })
}

describe('on SQLite', () => {
  theContract(async () => {
    const file = join(aFolder({}), 'broadsheet.db')
    const newId = idsInTurn()
    const open = async () => {
      const store = await openStore({ url: `sqlite:${file}`, now: clock(), newId, isFlushed: false })
      onTestFinished(() => store.close())
      return store
    }
    return [await open(), await open()]
  })
})

describe('on PGlite', () => {
  let pglite: PGlite | undefined
  afterAll(() => pglite?.close())
  theContract(async () => {
    pglite ??= await newPglite()
    const pool = new PglitePool(pglite)
    const newId = idsInTurn()
    const numbers = join(aFolder({}), 'numbers')
    const open = async () => {
      const opened = await openPostgresPool(pool, 'pglite', ITS_OWN_TIME)
      onTestFinished(() => opened.handOut.close())
      return storeIn(opened, numbers, { now: clock(), newId })
    }
    const stores: [Store, Store] = [await open(), await open()]
    await pglite.exec('delete from leases')
    return stores
  })
})
