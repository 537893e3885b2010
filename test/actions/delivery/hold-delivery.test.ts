import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type HoldPorts, holdDelivery } from '../../../src/actions/delivery/hold-delivery.ts'
import { BroadsheetError, failure } from '../../../src/config/problem.ts'

const full = new Error('the disk is full')

/** Delivery with nothing to send; `fail` says what of the store fails, and how. It ends after so many rounds. */
function idleDelivery(fail: (what: 'acquire' | 'round' | 'release') => Error | undefined, rounds = 3) {
  const end = new AbortController()
  const troubles: string[] = []
  const told: string[] = []
  const unforeseen: unknown[] = []
  let roundCount = 0
  const step = async <T>(what: 'acquire' | 'round' | 'release', value: T): Promise<T> => {
    const error = fail(what)
    if (error) throw error
    return value
  }
  const ports = {
    config: { delivery: { uncertain: 'resend', limits: {} }, newsletters: [] },
    leases: {
      acquire: () => step('acquire', { fence: 1 }),
      renew: async () => true,
      release: () => step('release', undefined),
    },
    workers: { begin: async () => ({ id: 1 }), heard: async () => true, end: async () => {}, list: async () => [] },
    deliveries: {},
    outbox: { claimable: async () => [] },
    handOut: { isShared: false },
    editions: {
      open: () => {
        if (++roundCount >= rounds) end.abort()
        return step('round', [])
      },
    },
    mailServers: [],
    holder: 'serve',
    holderNamed: async () => ({ name: 'another', isGone: undefined }),
    onWait: () => {},
    isPassing: (error: unknown) => error === full,
    isLeaseLost: () => false,
    onTrouble: (sentence: string, isGrave: boolean) => (isGrave ? told : troubles).push(sentence),
    onUnforeseen: (error: unknown) => unforeseen.push(error),
    clock: () => Temporal.Instant.from('2026-11-24T09:00:00Z'),
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  } as unknown as HoldPorts
  return { ended: holdDelivery(ports, end.signal), troubles, told, unforeseen, roundCount: () => roundCount }
}

/** Fails at the first call of each. */
function once(...whats: string[]) {
  const left = new Set(whats)
  return (what: string) => (left.delete(what) ? full : undefined)
}

test.each(['acquire', 'round', 'release'])('a disk that is full at %s is waited out', async (what) => {
  const { ended, troubles, roundCount } = idleDelivery(once(what))
  await ended
  expect(troubles).toEqual(['Delivery stopped, and is tried again: the disk is full'])
  expect(roundCount()).toBeGreaterThanOrEqual(3)
})

test('what nobody foresaw is told, logged and tried again', async () => {
  const bug = new TypeError('a bug')
  const left = new Set(['acquire', 'round'])
  const { ended, told, unforeseen, roundCount } = idleDelivery((what) => (left.delete(what) ? bug : undefined))
  await ended
  expect(roundCount()).toBeGreaterThanOrEqual(3)
  expect(unforeseen).toEqual([bug, bug])
  // Each after delivery had begun to work: each is news.
  expect(told[0]).toMatch(/^Delivery met an error that nobody foresaw: TypeError: a bug .*It is tried again\.$/)
})

test('a database that is gone ends delivery', async () => {
  const gone = new BroadsheetError(failure('store.not-a-database', 'This file is no database.'))
  const { ended } = idleDelivery((what) => (what === 'round' ? gone : undefined))
  await expect(ended).rejects.toBe(gone)
})
