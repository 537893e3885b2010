import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type TellHubPorts, tellHub } from '../../../src/actions/feeds/tell-hub.ts'
import type { Config } from '../../../src/config/config.ts'
import type { HubAnswer } from '../../../src/feeds/hub-topic.ts'

const HUB = 'https://hub.example/'
const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')
const refused: HubAnswer = { ok: false, error: 'it answers 500', isSilent: false }
const silent: HubAnswer = { ok: false, error: 'no such host is known', isSilent: true }

/** A hub that answers so, and these feeds due. */
function ports(
  due: string[],
  ping: (topic: string) => HubAnswer,
  {
    hub,
    attempts = 0,
    shown = () => 'these',
  }: { hub?: string; attempts?: number; shown?: (topic: string) => 'these' | 'others' | 'nothing' } = { hub: HUB },
) {
  const pinged: string[] = []
  const ledger: string[] = []
  const slept: number[] = []
  const all: TellHubPorts = {
    config: { feeds: { hub } } as Config,
    hubTopics: {
      claim: async () => due.map((url) => ({ url, hash: 'h', attempts })),
      told: async ({ url }) => {
        ledger.push(`${url} told`)
      },
      failed: async ({ url }, error, dueAt) => {
        ledger.push(`${url} ${error}, ${dueAt ? `again after ${dueAt.since(NOW).total('minutes')} min` : 'given up'}`)
      },
    },
    bytesOnline: async ({ url }) => shown(url),
    pingHub: async (_hub, topic) => {
      pinged.push(topic)
      return ping(topic)
    },
    jitter: () => 0,
    clock: () => NOW,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
    },
  }
  return { all, pinged, ledger, slept }
}

test('each feed that is due is told, after serve has seen the new file', async () => {
  const { all, ledger, slept } = ports(['a', 'b'], () => ({ ok: true }))
  expect(await tellHub(all)).toEqual({ told: ['a', 'b'], problems: [] })
  expect(ledger).toEqual(['a told', 'b told'])
  expect(slept).toEqual([250])
})

test('nothing is due, or there is no hub: nobody is asked, and nobody waits', async () => {
  for (const { all, pinged, slept } of [ports([], () => refused), ports(['a'], () => refused, {})]) {
    expect(await tellHub(all)).toEqual({ told: [], problems: [] })
    expect([pinged, slept]).toEqual([[], []])
  }
})

test('what the hub refuses is tried again later, and is a warning', async () => {
  const { all, ledger } = ports(['a', 'b'], (topic) => (topic === 'a' ? refused : { ok: true }))
  const { told, problems } = await tellHub(all)
  expect(told).toEqual(['b'])
  expect(ledger.toSorted()).toEqual(['a it answers 500, again after 1 min', 'b told'])
  expect(problems).toMatchObject([
    {
      code: 'network.hub',
      severity: 'warning',
      message: 'The hub https://hub.example/ was not told of a feed that changed: it answers 500.',
    },
  ])
})

test('a hub that does not answer is not asked a thousand times', async () => {
  const topics = Array.from({ length: 1_000 }, (_, index) => `topic-${index}`)
  const { all, pinged, ledger } = ports(topics, () => silent)
  const { problems } = await tellHub(all)
  expect(pinged.length).toBeLessThanOrEqual(4)
  expect(ledger).toHaveLength(1_000)
  expect(problems[0]?.message).toContain('1000 feeds that changed: no such host is known.')
})

test('a command tries three times, with longer and longer pauses', async () => {
  let tries = 0
  const { all, pinged, slept } = ports(['a'], () => (++tries < 3 ? silent : { ok: true }))
  expect(await tellHub(all, 3)).toEqual({ told: ['a'], problems: [] })
  expect(pinged).toEqual(['a', 'a', 'a'])
  expect(slept).toEqual([250, 1_000, 4_000])
})

test('after a day and a half it is given up', async () => {
  const { all, ledger } = ports(['a'], () => refused, { hub: HUB, attempts: 13 })
  await tellHub(all)
  expect(ledger).toEqual(['a it answers 500, given up'])
})

test('of a feed that is not online yet the hub is told when it is: it would fetch the old one', async () => {
  let looks = 0
  const shown = () => (++looks < 3 ? 'others' : 'these')
  const { all, pinged } = ports(['a'], () => ({ ok: true }), { hub: HUB, shown })
  expect(await tellHub(all, 2)).toMatchObject({
    told: [],
    problems: [{ message: 'The hub https://hub.example/ was not told of a feed that changed: it is not online yet.' }],
  })
  expect(await tellHub(all)).toMatchObject({ told: ['a'] })
  expect(pinged).toEqual(['a'])
})

test('whose bytes are changed on the way, for good, is told in the end', async () => {
  const { all } = ports(['a'], () => ({ ok: true }), { hub: HUB, attempts: 5, shown: () => 'others' })
  expect(await tellHub(all)).toEqual({ told: ['a'], problems: [] })
})

test('a site that does not answer is not asked a thousand times', async () => {
  let looks = 0
  const topics = Array.from({ length: 1_000 }, (_, index) => `topic-${index}`)
  const shown = () => {
    looks++
    return 'nothing' as const
  }
  const { all, ledger } = ports(topics, () => ({ ok: true }), { hub: HUB, shown })
  await tellHub(all)
  expect(looks).toBeLessThanOrEqual(4)
  expect(ledger).toHaveLength(1_000)
})
