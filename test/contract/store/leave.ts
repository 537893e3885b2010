import { expect, test } from 'vitest'
import type { CountedSlice } from '../../../src/deliveries/slice.ts'
import { at, type NewDatabase } from './store-world.ts'

const RELAY = { name: 'server relay', server: 'relay', warmUp: [] }

export function leaveContract(newDatabase: NewDatabase): void {
  test('two ask for one server’s leave: the second has its turn after the first', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const asked = { ...RELAY, rates: [{ count: 100, seconds: 1 }] }
    const answers = await Promise.all([store.servers.leave(asked, at(0)), other.servers.leave(asked, at(0))])
    const [slice] = answers.filter((answer) => 'count' in answer)
    expect(slice).toMatchObject({ count: 474, startMs: 0 })
    expect(answers.filter((answer) => 'waitMs' in answer)).toHaveLength(1)
    expect(await other.servers.leave(asked, at(1))).toMatchObject({ count: 474, startMs: 0 })
    expect(await other.servers.leave({ ...asked, name: 'server other', server: 'other' }, at(1))).toHaveProperty(
      'count',
    )
  })

  test('what leave was given for is counted as sent, until it is given back', async () => {
    const { store } = await newDatabase()
    const asked = { ...RELAY, rates: [{ count: 100, seconds: 86_400 }] }
    const slice = (await store.servers.leave(asked, at(0))) as CountedSlice
    const past = await store.servers.past('relay', at(1))
    expect(past).toMatchObject({
      firstUsedAt: at(0).epochMilliseconds,
      slots: [{ at: slice.slotAt, count: slice.count }],
    })
    await store.servers.giveBackLeave('relay', { count: slice.count - 1, slotAt: slice.slotAt })
    expect((await store.servers.past('relay', at(1))).slots.map(({ count }) => count)).toEqual([1])
  })

  test('of a day no more is given than it has, and of a new server’s plan no more than its first day', async () => {
    const { store } = await newDatabase()
    const all = async (asked: Parameters<typeof store.servers.leave>[0]) => {
      let sum = 0
      for (let answer = await store.servers.leave(asked, at(0)); 'count' in answer; ) {
        sum += answer.count
        answer = await store.servers.leave(asked, at(0))
      }
      return sum
    }
    expect(await all({ ...RELAY, rates: [{ count: 130, seconds: 86_400 }] })).toBe(130)
    const fresh = { name: 'server new', server: 'new', rates: [], warmUp: [20, 40] }
    expect(await all(fresh)).toBe(20)
    expect(await store.servers.leave(fresh, at(25 * 60))).toHaveProperty('count')
  })

  test('what is not a server’s is spaced, and counted nowhere', async () => {
    const { store } = await newDatabase()
    const asked = { name: 'domain example.org', rates: [{ count: 2, seconds: 1 }], warmUp: [] }
    expect(await store.servers.leave(asked, at(0))).toMatchObject({ count: 9, startMs: 0 })
    expect(await store.servers.leave(asked, at(0))).toHaveProperty('waitMs')
    expect((await store.servers.past('domain example.org', at(1))).slots).toEqual([])
  })
}
