import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { ReaderCount } from '../../../src/actions/feeds/count-readers.ts'
import type { Config } from '../../../src/config/config.ts'
import { openNewsroom } from '../newsroom.ts'

const feedly = (subscribers: number) => `Feedly/1.0 (poller; ${subscribers} subscribers; like FeedFetcher-Google)`

/** In Taipei it is the next day eight hours earlier. */
function counting() {
  let now = Temporal.Instant.from('2026-11-24T15:59:00Z')
  const written: string[][] = []
  const count = new ReaderCount({
    config: { site: { timezone: 'Asia/Taipei' } } as Config,
    feedReaders: {
      note: async (reports) => {
        written.push(reports.map(({ day, path, reader, subscribers }) => `${day} ${path} ${reader} ${subscribers}`))
      },
    },
    clock: () => now,
  })
  return {
    count,
    written,
    later: (time: string) => {
      now = Temporal.Instant.from(time)
    },
  }
}

test('what readers say is written at once, and once', async () => {
  const { count, written } = counting()
  count.polled('/feed.xml', feedly(12))
  count.polled('/feed.xml', feedly(11))
  count.polled('/atom.xml', feedly(3))
  count.polled('/feed.xml', 'newsboat/2.21')
  expect(written).toEqual([])
  await count.flush()
  await count.flush()
  expect(written).toEqual([['2026-11-24 /feed.xml Feedly 12', '2026-11-24 /atom.xml Feedly 3']])
})

test('a day is one in the zone of the site', async () => {
  const { count, written, later } = counting()
  count.polled('/feed.xml', feedly(12))
  later('2026-11-24T16:00:00Z')
  count.polled('/feed.xml', feedly(11))
  await count.flush()
  expect(written).toEqual([['2026-11-25 /feed.xml Feedly 11']])
})

test('who invents names does not fill the database', async () => {
  const { count, written } = counting()
  for (let index = 0; index < 3_000; index++) count.polled('/feed.xml', `Reader${index}x (1 subscribers)`)
  count.polled('/feed.xml', `Reader0x (2 subscribers)${' '.repeat(1_000)}`)
  await count.flush()
  expect(written[0]).toHaveLength(1_000)
  expect(written[0]?.[0]).toBe('2026-11-24 /feed.xml Reader0x 1')
})

test('status sums them by feed and day', async () => {
  const { actions, store, now } = await openNewsroom()
  const count = new ReaderCount({ config: actions.config, feedReaders: store.feedReaders, clock: now })
  count.polled('/feed.xml', feedly(12))
  count.polled('/feed.xml', 'Feedbin feed-id:1 - 2 subscribers')
  count.polled('/feed.xml', 'Feedbin feed-id:2 - 3 subscribers')
  await count.flush()
  const { readership, hub } = await actions.status()
  expect(readership).toEqual([
    { day: '2026-11-23', path: '/feed.xml', subscribers: 17, readers: { Feedbin: 5, Feedly: 12 } },
  ])
  expect(hub).toBeUndefined()
})
