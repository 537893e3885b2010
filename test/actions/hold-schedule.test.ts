import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { holdSchedule, type Planner } from '../../src/actions/hold-schedule.ts'
import { BroadsheetError, failure } from '../../src/config/problem.ts'

const away = new BroadsheetError(failure('store.unreachable', 'PostgreSQL does not answer.', {}))
const moved = new BroadsheetError(failure('store.moved-away', 'This publication was moved to x.', {}))

/** What the database answers, look by look: whether the lease is had, or kept; it ends with the last. */
async function hold(...answers: (boolean | Error)[]) {
  const told: (string | undefined)[] = []
  const failed: unknown[] = []
  const asked: string[] = []
  const stop = new AbortController()
  const answer = async <T>(what: string, yes: T, no: T): Promise<T> => {
    asked.push(what)
    const next = answers.shift()
    if (answers.length === 0) stop.abort()
    if (next instanceof Error) throw next
    return next ? yes : no
  }
  const ports = {
    holder: 'me',
    leases: {
      acquire: () =>
        answer('take', { fence: 7 }, { heldBy: 'them', expiresAt: Temporal.Instant.from('2027-03-08T09:00Z') }),
      renew: () => answer('renew', true, false),
      release: async () => void asked.push('release'),
    },
    holderNamed: async () => ({ name: 'broadsheet serve (process 71 on box)', isGone: undefined }),
    clock: () => Temporal.Instant.from('2027-03-08T09:00Z'),
    sleep: async () => {},
  }
  const planner = (now: Planner) => void told.push(now.isThis ? 'this' : now.name)
  await holdSchedule(ports, { planner, failed: (error) => failed.push(error) }, stop.signal)
  return { told, failed, asked }
}

test('it is kept, and given back at the end', async () => {
  const { told, asked } = await hold(true, true, true)
  expect(told).toEqual(['this', 'this', 'this'])
  expect(asked).toEqual(['take', 'renew', 'renew', 'release'])
})

test('one that another took, while this process could not say that it lives, is waited for again', async () => {
  const { told, asked } = await hold(true, false, false, true)
  expect(told).toEqual(['this', 'broadsheet serve (process 71 on box)', 'this'])
  expect(asked).toEqual(['take', 'renew', 'take', 'take', 'release'])
})

test('a database that does not answer takes it from nobody', async () => {
  expect(await hold(true, away, true)).toMatchObject({ told: ['this', 'this', 'this'], failed: [away] })
  // Of one that never answered it is not known who plans.
  expect(await hold(away, true)).toMatchObject({ told: [undefined, 'this'], failed: [away] })
})

test('with a database whose publication lives elsewhere it ends', async () => {
  await expect(hold(true, moved, true)).rejects.toThrow(moved)
})
