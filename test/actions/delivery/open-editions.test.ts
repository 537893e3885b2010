import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { OpenEditions, type OpenEditionsPorts } from '../../../src/actions/delivery/open-editions.ts'
import type { Config } from '../../../src/config/config.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { BroadsheetError, failure } from '../../../src/config/problem.ts'
import type { EditionState } from '../../../src/editions/edition.ts'
import { intentOf } from '../../../src/editions/edition-intent.ts'

const START = Temporal.Instant.from('2026-11-24T09:00:00Z')
const bug = new TypeError('x is not a function')
const TOML = `[site]
title = "T"
url = "https://t.example/"
[[smtp]]
url = "smtp://127.0.0.1:25"
[[newsletters]]
id = "weekly"
from = "news@t.example"`
const config = parseConfig(TOML, '/site/broadsheet.toml', { BROADSHEET_SECRET: 'x'.repeat(43) }, () => true)
  .config as Config
const MADE = {
  transport: 'smtp',
  intent: intentOf(config),
  headers: { from: { address: 'news@t.example' }, date: START },
}

/** Editions 1 and 2 in a state, of which the first fails with an error as long as there is one. */
function editions(state: EditionState) {
  let now = START
  const world = { error: bug as Error | undefined }
  const steps: string[] = []
  const alarms: string[] = []
  const unforeseen: unknown[] = []
  const tries: number[] = []
  const states = new Map<number, EditionState>([
    [1, state],
    [2, state],
  ])
  const edition = (id: number) => ({
    id,
    newsletter: 'weekly',
    number: id,
    state: states.get(id),
    createdAt: START,
    ...MADE,
  })
  const work = async (id: number) => {
    tries.push(id)
    if (id === 1 && world.error) throw world.error
  }
  const ports = {
    editions: {
      open: async () => [edition(1), edition(2)].filter(({ state: now }) => now !== 'held' && now !== 'paused'),
      byId: async (id: number) => edition(id),
      stateOf: async (id: number) => edition(id)?.state,
      freeze: work,
      settle: async () => {},
      step: async (id: number, to: EditionState, reason?: string) => {
        states.set(id, to)
        steps.push(`${id} ${to} ${reason}`)
        return true
      },
    },
    deliveries: {
      claimable: async (id: number) => {
        await work(id)
        return []
      },
      cameDue: async () => [],
    },
    config,
    servers: [],
    lease: () => ({ name: 'delivery', holder: 'serve', fence: 1 }),
    maySettle: () => true,
    handOut: {
      take: async (editionId: number, _worker: unknown, had: number) =>
        had === 0 ? { id: '', editionId, firstId: 0, lastId: 9 } : undefined,
      settle: async () => true,
    },
    endsDelivery: (error: unknown) => error instanceof BroadsheetError,
    onUnforeseen: (error: unknown) => unforeseen.push(error),
    onAlarm: (sentence: string) => alarms.push(sentence),
    clock: () => now,
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  } as unknown as OpenEditionsPorts
  const open = new OpenEditions(ports, new AbortController().signal)
  return {
    ...{ world, steps, alarms, unforeseen, tries },
    async round(): Promise<void> {
      await open.round()
      await open.settled()
    },
    pass: (seconds: number) => {
      now = now.add({ seconds })
    },
  }
}

test('what nobody foresaw in one edition keeps no other waiting; it is tried again, and then stopped with its reason', async () => {
  const { round, pass, tries, steps, alarms, unforeseen } = editions('approved')
  await round()
  expect(tries.filter((id) => id === 2).length).toBeGreaterThan(0)
  await round()
  expect(tries.filter((id) => id === 1)).toHaveLength(1)
  pass(15)
  await round()
  pass(60)
  expect(steps).toEqual([])
  await round()
  expect(steps).toEqual(['1 held error'])
  expect(unforeseen).toEqual([bug, bug, bug])
  expect(alarms).toEqual([
    expect.stringMatching(
      /^weekly\/1 is held: The delivery of weekly\/1 met an error that nobody foresaw: TypeError: x is not a function.*\. Other editions go on; go on with this one with: broadsheet release weekly\/1\.$/,
    ),
  ])
})

test('one that passes leaves no trace: the next error counts from the first', async () => {
  const { round, pass, world, steps } = editions('approved')
  await round()
  pass(15)
  await round()
  pass(60)
  world.error = undefined
  await round()
  world.error = bug
  await round()
  expect(steps).toEqual([])
})

test('what concerns all editions ends the round', async () => {
  const { round, world, steps } = editions('approved')
  world.error = new BroadsheetError(failure('store.full', 'The disk is full.'))
  await expect(round()).rejects.toThrow('The disk is full.')
  expect(steps).toEqual([])
})
