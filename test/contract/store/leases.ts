import { expect, test } from 'vitest'
import { at, type NewDatabase } from './store-world.ts'

const MINUTE = 60_000

export function leasesContract(newDatabase: NewDatabase): void {
  test('one holder at a time; the fence grows with each new one', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    expect(await store.leases.acquire('delivery', 'serve', at(0), MINUTE)).toEqual({ fence: 1 })
    expect(await other.leases.acquire('delivery', 'send', at(0), MINUTE)).toEqual({ heldBy: 'serve', expiresAt: at(1) })
    expect(await other.leases.acquire('delivery', 'send', at(1), MINUTE)).toEqual({ fence: 2 })
  })

  test('a holder that asks again keeps its fence, one that renews keeps its lease', async () => {
    const { store } = await newDatabase()
    const hold = { name: 'delivery', holder: 'serve', fence: 1 }
    await store.leases.acquire('delivery', 'serve', at(0), 2 * MINUTE)
    expect(await store.leases.acquire('delivery', 'serve', at(1), 2 * MINUTE)).toEqual({ fence: 1 })
    expect(await store.leases.renew(hold, at(2), 2 * MINUTE)).toBe(true)
    expect(await store.leases.acquire('delivery', 'send', at(3), MINUTE)).toMatchObject({ heldBy: 'serve' })
  })

  test('who slept past its lease finds it lost, and cannot release its successor', async () => {
    const { store } = await newDatabase()
    const asleep = { name: 'delivery', holder: 'serve', fence: 1 }
    await store.leases.acquire('delivery', 'serve', at(0), MINUTE)
    await store.leases.acquire('delivery', 'send', at(2), MINUTE)
    expect(await store.leases.renew(asleep, at(2), MINUTE)).toBe(false)
    await store.leases.release(asleep)
    expect(await store.leases.acquire('delivery', 'serve', at(2), MINUTE)).toMatchObject({ heldBy: 'send' })
  })

  test('a lease from before the clock was set back does not last until then', async () => {
    const { store } = await newDatabase()
    await store.leases.acquire('delivery', 'killed', at(60), MINUTE)
    expect(await store.leases.acquire('delivery', 'serve', at(59), MINUTE)).toMatchObject({ heldBy: 'killed' })
    expect(await store.leases.acquire('delivery', 'serve', at(0), MINUTE)).toEqual({ fence: 2 })
  })

  test('a lease whose holder is known to be over is free, unless somebody was faster', async () => {
    const { store } = await newDatabase()
    await store.leases.acquire('delivery', 'killed', at(0), MINUTE)
    expect(await store.leases.acquire('delivery', 'serve', at(0), MINUTE, 'other')).toMatchObject({ heldBy: 'killed' })
    expect(await store.leases.acquire('delivery', 'serve', at(0), MINUTE, 'killed')).toEqual({ fence: 2 })
    expect(await store.leases.acquire('delivery', 'send', at(0), MINUTE, 'killed')).toMatchObject({ heldBy: 'serve' })
  })

  test('a released lease is free at once, under the next fence', async () => {
    const { store } = await newDatabase()
    await store.leases.acquire('delivery', 'serve', at(0), MINUTE)
    await store.leases.release({ name: 'delivery', holder: 'serve', fence: 1 })
    expect(await store.leases.acquire('delivery', 'send', at(0), MINUTE)).toEqual({ fence: 2 })
  })
}
