import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { ClaimedDelivery } from '../../../src/actions/delivery/delivery-run.ts'
import { type DuePlace, PartFeed } from '../../../src/actions/delivery/part-feed.ts'
import type { Part } from '../../../src/deliveries/hand-out.ts'

const NOW = Temporal.Instant.from('2026-11-30T09:00:00Z')

/** A ledger of open deliveries, and parts that lie ready; all is sent at once where it is not said otherwise. */
class World {
  readonly open: Set<number>
  readonly ready: Part[]
  readonly held = new Set<string>()
  readonly done: string[] = []
  readonly back: string[] = []
  /** Of those that wait for an hour: when that is, in minutes from the beginning. */
  readonly hours = new Map<number, number>()
  now = NOW

  constructor(open: number[], ready: Part[]) {
    this.open = new Set(open)
    this.ready = ready
  }

  feed(): PartFeed {
    const claimable = async (_edition: number, _now: unknown, limit: number, afterId: number, lastId: number) =>
      [...this.open]
        .filter((id) => id > afterId && id <= lastId && this.#isDue(id))
        .toSorted((a, b) => a - b)
        .slice(0, limit)
        .map((id) => ({ id }) as ClaimedDelivery)
    const take = async () => {
      const part = this.ready.shift()
      if (part) this.held.add(part.id)
      return part
    }
    const settle = async ({ id, firstId, lastId }: Part, _at: unknown, isOver: boolean) => {
      const hasMore = [...this.open].some((one) => one >= firstId && one <= lastId)
      if (hasMore && !isOver) return false
      this.held.delete(id)
      if (hasMore) this.back.push(id)
      else this.done.push(id)
      return true
    }
    const cameDue = async (_edition: number, _now: unknown, limit: number, after: DuePlace) =>
      [...this.hours]
        .map(
          ([id, minutes]) =>
            ({ id, notBefore: NOW.add({ minutes }) }) as ClaimedDelivery & { notBefore: Temporal.Instant },
        )
        .filter(({ id, notBefore: at }) => this.#isDue(id) && isBehind({ at, id }, after))
        .toSorted((a, b) => Temporal.Instant.compare(a.notBefore, b.notBefore) || a.id - b.id)
        .slice(0, limit)
    return new PartFeed(
      {
        handOut: { take, settle },
        worker: { id: 1 },
        deliveries: { claimable, cameDue },
        takesDue: () => true,
        clock: () => this.now,
      },
      7,
    )
  }

  #isDue(id: number): boolean {
    const at = NOW.add({ minutes: this.hours.get(id) ?? 0 })
    return this.open.has(id) && Temporal.Instant.compare(at, this.now) <= 0
  }
}

function isBehind({ at, id }: DuePlace, after: DuePlace): boolean {
  return Temporal.Instant.compare(at, after.at) > 0 || (at.equals(after.at) && id > after.id)
}

function part(firstId: number, lastId: number): Part {
  return { id: `${firstId}-${lastId}`, editionId: 7, firstId, lastId }
}

test('one part after another, each done with when all of it is sent', async () => {
  const world = new World([1, 2, 3, 11], [part(1, 10), part(11, 20)])
  const feed = world.feed()
  expect((await feed.next(2)).map(({ id }) => id)).toEqual([1, 2])
  expect((await feed.next(2)).map(({ id }) => id)).toEqual([3])
  for (const id of [1, 2, 3]) world.open.delete(id)
  expect((await feed.next(2)).map(({ id }) => id)).toEqual([11])
  expect(world.done).toEqual(['1-10'])
  world.open.delete(11)
  expect(await feed.next(2)).toEqual([])
  await feed.end()
  expect([world.done, world.back]).toEqual([['1-10', '11-20'], []])
})

test('what was not sent when it ends is given back', async () => {
  const world = new World([1, 2], [part(1, 10)])
  const feed = world.feed()
  await feed.next(5)
  world.open.delete(1)
  await feed.end()
  expect(world.back).toEqual(['1-10'])
  expect(await feed.next(5)).toEqual([])
})

test('a part that was on its way when it ended is not kept', async () => {
  const world = new World([1], [part(1, 10)])
  const feed = world.feed()
  const reading = feed.next(5)
  await feed.end()
  await reading
  expect([...world.held]).toEqual([])
})

test('each delivery of the parts is read once, and no part is kept, wherever it ends', async () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(
      ids,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 12 }),
      async (open, limit, reads) => {
        const world = new World(open, [part(101, 200), part(1, 50)])
        const feed = world.feed()
        const read: number[] = []
        for (let left = reads; left > 0; left--) {
          const rows = await feed.next(limit)
          read.push(...rows.map(({ id }) => id))
          for (const { id } of rows) if (id % 3 > 0) world.open.delete(id)
        }
        await feed.end()
        expect(new Set(read).size).toBe(read.length)
        expect([...world.held]).toEqual([])
      },
    ),
  )
})

test('whose hour comes in the midst of it goes next, whichever part it is in, and once', async () => {
  const world = new World([1, 2, 3, 4, 5, 6], [part(1, 10)])
  for (const id of [1, 2, 6]) world.hours.set(id, 60)
  const feed = world.feed()
  const next = async (limit: number) => (await feed.next(limit)).map(({ id }) => id)
  expect(await next(2)).toEqual([3, 4])
  world.now = NOW.add({ minutes: 59 })
  expect(await next(1)).toEqual([5])
  world.now = NOW.add({ minutes: 60 })
  expect(await next(2)).toEqual([1, 2])
  expect(await next(2)).toEqual([6])
  expect(await next(2)).toEqual([])
})
