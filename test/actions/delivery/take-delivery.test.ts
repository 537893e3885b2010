import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { takeDelivery, takeDeliveryInTime } from '../../../src/actions/delivery/take-delivery.ts'

const START = Temporal.Instant.from('2026-11-24T09:00:00Z')
const LEASE_ENDS = START.add({ seconds: 20 })

/** A lease that somebody has, of whom `isGone` is known; `renews`: it lives, and renews after 10 seconds. */
function held(isGone: boolean | undefined, renews = false) {
  let now = START
  const waits: string[] = []
  const ports = {
    holder: 'me',
    leases: {
      async acquire(_name: string, _holder: string, at: Temporal.Instant, _ttl: number, gone?: string) {
        const isOver = Temporal.Instant.compare(at, LEASE_ENDS) >= 0
        if (gone === 'them' || (isOver && !renews)) return { fence: 2 }
        const expiresAt = renews && at.since(START).total('seconds') > 10 ? LEASE_ENDS.add({ seconds: 10 }) : LEASE_ENDS
        return { heldBy: 'them', expiresAt }
      },
    },
    holderNamed: async () => ({ name: 'broadsheet send (process 71 on box)', isGone }),
    onWait: (sentence: string) => waits.push(sentence),
    clock: () => now,
    sleep: async (milliseconds: number) => {
      now = now.add({ milliseconds })
    },
  }
  return { ports, waits, seconds: () => START.until(now).total('seconds') }
}

const never = new AbortController().signal

test('of a holder that is known to be over it is taken at once', async () => {
  const { ports, waits, seconds } = held(true)
  expect(await takeDeliveryInTime(ports, never)).toEqual({ fence: 2 })
  expect({ waits, seconds: seconds() }).toEqual({ waits: [], seconds: 0 })
})

test('a holder that lives keeps it, and is named', async () => {
  const { ports, waits, seconds } = held(false)
  expect(await takeDeliveryInTime(ports, never)).toMatchObject({
    name: 'broadsheet send (process 71 on box)',
    isGone: false,
  })
  expect({ waits, seconds: seconds() }).toEqual({ waits: [], seconds: 0 })
})

test('for a holder of which nobody can tell it waits, says so, and takes it when the lease has run out', async () => {
  const { ports, waits, seconds } = held(undefined)
  expect(await takeDeliveryInTime(ports, never)).toEqual({ fence: 2 })
  expect(waits).toEqual([
    'broadsheet send (process 71 on box) delivers, or was killed. If it was, this goes on by itself within 20 s.',
  ])
  expect(seconds()).toBe(20)
})

test('one of which nobody can tell, and that renews, lives', async () => {
  const { ports, seconds } = held(undefined, true)
  expect(await takeDeliveryInTime(ports, never)).toMatchObject({ name: 'broadsheet send (process 71 on box)' })
  expect(seconds()).toBeLessThan(12)
})

test('without time to wait, one of which nobody can tell keeps it', async () => {
  const { ports, waits } = held(undefined)
  expect(await takeDelivery(ports)).toMatchObject({ id: 'them', isGone: undefined })
  expect(waits).toEqual([])
  expect(await takeDeliveryInTime(ports, AbortSignal.abort())).toMatchObject({ id: 'them' })
})
