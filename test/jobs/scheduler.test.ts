import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HubReport } from '../../src/actions/feeds/tell-hub.ts'
import type { PlannerTold } from '../../src/actions/hold-schedule.ts'
import type { TickReport } from '../../src/actions/tick.ts'
import type { Config } from '../../src/config/config.ts'
import { BroadsheetError, failure } from '../../src/config/problem.ts'
import { startScheduler } from '../../src/jobs/scheduler.ts'
import type { FromThread } from '../../src/jobs/thread-messages.ts'

const NOTHING = {
  scan: { baselines: [] },
  build: {},
  hub: { told: [], problems: [] },
  runs: [],
  waits: [],
  problems: [],
  failures: [],
  news: [],
  stacks: [],
}
const MINUTE = 60_000

/** Nobody else is on the database. */
const ALONE = {
  tickBeside: () => Promise.reject(new Error('It plans.')),
  endBeside: async () => {},
  holdSchedule: async ({ planner }: PlannerTold) => planner({ isThis: true }),
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The moments at which it ticks in the next minutes, without those of each quarter of an hour. */
async function ticks(schedule: string, timezone: string, from: string, minutes: number): Promise<string[]> {
  vi.setSystemTime(new Date(from))
  const clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now())
  const found: string[] = []
  const scheduler = startScheduler({
    config: { site: { timezone }, feeds: {}, newsletters: [{ schedules: { default: schedule } }] } as unknown as Config,
    clock,
    tick: async () => {
      found.push(clock().toString({ smallestUnit: 'minute' }))
      return NOTHING as unknown as TickReport
    },
    ...ALONE,
    tellHub: async (): Promise<HubReport> => ({ told: [], problems: [] }) as unknown as HubReport,
    tell: () => {},
  })
  await vi.advanceTimersByTimeAsync(minutes * MINUTE)
  await scheduler.stop()
  return found.slice(1)
}

test('it looks each quarter of an hour, and when a newsletter is due', async () => {
  expect(await ticks('5 9 * * MON', 'UTC', '2027-03-08T08:58:30Z', 20)).toEqual([
    '2027-03-08T09:00Z',
    '2027-03-08T09:05Z',
    '2027-03-08T09:15Z',
  ])
})

test('a time that daylight saving leaves out is heeded when the clock has jumped over it', async () => {
  // Half an hour after the gap it is not due again: the one tick beside the quarters is that of 0:00, which is 1:00.
  expect(await ticks('7 0 * * FRI', 'Africa/Cairo', '2027-04-29T21:58:00Z', 28)).toEqual([
    '2027-04-29T22:00Z',
    '2027-04-29T22:00Z',
    '2027-04-29T22:15Z',
  ])
})

test('a day that either field names is heeded', async () => {
  expect(await ticks('10 9 1 * WED', 'UTC', '2027-03-03T09:01:00Z', 12)).toEqual(['2027-03-03T09:10Z'])
})

test('it looks when it has been quiet for as long as a newsletter waits, and not before something waits again', async () => {
  vi.setSystemTime(new Date('2027-03-08T09:01:30Z'))
  const clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now())
  const found: string[] = []
  const wait = (dueAt: string) => ({ dueAt: Temporal.Instant.from(dueAt) })
  const waits = [[wait('2027-03-08T09:07:40Z'), wait('2027-03-08T09:05:10Z')], [wait('2027-03-08T09:07:40Z')]]
  const newsletters = [{ schedules: { default: 'on publication' } }]
  const scheduler = startScheduler({
    config: { site: { timezone: 'UTC' }, feeds: {}, newsletters } as unknown as Config,
    clock,
    tick: async () => {
      found.push(clock().toString({ smallestUnit: 'minute' }))
      return { ...NOTHING, waits: waits.shift() ?? [] } as unknown as TickReport
    },
    ...ALONE,
    tellHub: async (): Promise<HubReport> => ({ told: [], problems: [] }) as unknown as HubReport,
    tell: () => {},
  })
  await vi.advanceTimersByTimeAsync(15 * MINUTE)
  await scheduler.stop()
  expect(found).toEqual(['2027-03-08T09:01Z', '2027-03-08T09:06Z', '2027-03-08T09:08Z', '2027-03-08T09:15Z'])
})

/** What it tells of ticks that end so, one after the other. */
async function tells(...reports: (Partial<TickReport> | Error)[]): Promise<FromThread[]> {
  const told: FromThread[] = []
  vi.setSystemTime(new Date('2027-03-08T09:00:30Z'))
  const scheduler = startScheduler({
    config: { site: { timezone: 'UTC' }, feeds: {}, newsletters: [] } as unknown as Config,
    clock: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
    tick: async () => {
      const report = reports.shift()
      if (report instanceof Error) throw report
      return { ...NOTHING, ...report } as unknown as TickReport
    },
    ...ALONE,
    tellHub: async (): Promise<HubReport> => ({ told: [], problems: [] }) as unknown as HubReport,
    tell: (message) => told.push(message),
  })
  await vi.advanceTimersByTimeAsync((reports.length - 1) * 15 * MINUTE)
  await scheduler.stop()
  expect(told).toContainEqual({ kind: 'worked' })
  return told.filter(
    (message) => message.kind !== 'worked' && (message.kind !== 'ticked' || message.sentences.length > 0),
  )
}

test('a post that is wrong is told once, and again when it was right between', async () => {
  const wrong = { problems: [failure('post.date', 'This is no date.')] }
  const sentence = { kind: 'ticked', sentences: ['This is no date.'] }
  expect(await tells(wrong, wrong, wrong)).toEqual([sentence])
  expect(await tells(wrong, {}, wrong)).toEqual([sentence, sentence])
})

test('what nobody foresaw is told with its stack, and the next tick comes all the same', async () => {
  const bug = new TypeError('a bug')
  const again = { news: ['The scan of the site works again.'] }
  expect(await tells(bug, again)).toEqual([
    { kind: 'unforeseen', stack: expect.stringMatching(/^TypeError: a bug\n\s+at /) },
    { kind: 'trouble', sentence: 'The scan of the site works again.' },
  ])
  // Also where a report itself cannot be told.
  const broken = { runs: undefined } as unknown as TickReport
  expect(await tells(broken, again)).toMatchObject([{ kind: 'unforeseen' }, { kind: 'trouble' }])
})

test('a database whose publication lives elsewhere ends it, once the tick is over', async () => {
  const moved = new BroadsheetError(failure('store.moved-away', 'This publication was moved to x.', {}))
  const scheduler = startScheduler({
    config: { site: { timezone: 'UTC' }, feeds: {}, newsletters: [] } as unknown as Config,
    clock: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
    tick: async () => NOTHING as unknown as TickReport,
    ...ALONE,
    holdSchedule: () => Promise.reject(moved),
    tellHub: async (): Promise<HubReport> => ({ told: [], problems: [] }) as unknown as HubReport,
    tell: () => {},
  })
  await expect(scheduler.ended).rejects.toThrow(moved)
  await scheduler.stop()
})
