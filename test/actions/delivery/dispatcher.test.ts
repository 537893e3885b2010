import { expect, test } from 'vitest'
import { DeliveryQueue } from '../../../src/actions/delivery/delivery-queue.ts'
import type { DeliveryServer } from '../../../src/actions/delivery/delivery-server.ts'
import { Dispatcher } from '../../../src/actions/delivery/dispatcher.ts'
import { evenPace } from '../../../src/actions/delivery/server-pace.ts'

const SERVER = { name: 'relay' } as DeliveryServer
const NOW = 1_796_000_000_000

/** Two to a domain that takes one each ten seconds, and what time it is. */
function limited() {
  const rows = [1, 2].map((id) => ({ id, address: `reader-${id}@slow.example` }))
  const time = { now: NOW }
  const dispatcher = new Dispatcher({
    feed: new DeliveryQueue(async (afterId) => rows.filter(({ id }) => id > afterId)),
    servers: [SERVER],
    senderOf: () => 'news@lantern.example',
    domainPaces: new Map([['slow.example', evenPace({ count: 1, seconds: 10 })]]),
    now: () => time.now,
  })
  return { dispatcher, time }
}

test('who is at a domain’s limit waits for it', async () => {
  const { dispatcher, time } = limited()
  expect(await dispatcher.next(SERVER)).toMatchObject({ id: 1 })
  expect(await dispatcher.next(SERVER)).toBeUndefined()
  time.now += 9_000
  expect(await dispatcher.next(SERVER)).toBeUndefined()
  time.now += 1_000
  expect(await dispatcher.hasWork(SERVER)).toBe(true)
  expect(await dispatcher.next(SERVER)).toMatchObject({ id: 2 })
})

test('a clock that is set back by an hour does not make them wait for an hour', async () => {
  const { dispatcher, time } = limited()
  await dispatcher.next(SERVER)
  expect(await dispatcher.next(SERVER)).toBeUndefined()
  time.now -= 3_600_000
  expect(await dispatcher.hasWork(SERVER)).toBe(true)
  expect(await dispatcher.next(SERVER)).toMatchObject({ id: 2 })
})
