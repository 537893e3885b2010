import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { followEdition } from '../../../src/actions/delivery/follow-edition.ts'
import type { Edition } from '../../../src/editions/edition.ts'

const BEGUN = Temporal.Instant.from('2026-11-30T09:00:00Z')
const EDITION = { id: 1, newsletter: 'weekly', number: 12, state: 'sending' } as Edition

/** An edition that is sent at its fourth look; counting its deliveries takes the clock so long each time. */
async function followedWith(lookMs: number[]): Promise<number[]> {
  let now = BEGUN
  let looks = 0
  const waits: number[] = []
  const followed = await followEdition(
    {
      config: { newsletters: [], site: { timezone: 'UTC' } } as never,
      editions: { byId: async () => ({ ...EDITION, state: looks < 3 ? 'sending' : 'sent' }) },
      deliveries: {
        counts: async () => {
          now = now.add({ milliseconds: lookMs[looks++] ?? 0 })
          return { queued: 3 - looks, accepted: looks }
        },
        comeTwice: async () => 0,
        waiting: async () => ({ forHour: 0, forMail: 0 }),
      },
      openProblems: { list: async () => [] },
      clock: () => now,
      sleep: async (milliseconds) => {
        waits.push(milliseconds)
      },
    },
    1,
    new AbortController().signal,
    () => {},
  )
  expect(followed.edition.state).toBe('sent')
  return waits
}

test('looks again soon, and less often where a look takes long', async () => {
  expect(await followedWith([0, 5, 300])).toEqual([200, 200, 3_000])
})

test('waits no longer than ten seconds, though the database did not answer for a while or the clock was set', async () => {
  expect(await followedWith([9_000, 10 * 60_000, 86_400_000])).toEqual([10_000, 10_000, 10_000])
  expect(await followedWith([-600_000, 0, 0])).toEqual([200, 200, 200])
})
