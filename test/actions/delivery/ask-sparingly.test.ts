import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { askSparingly } from '../../../src/actions/delivery/ask-sparingly.ts'
import type { Edition } from '../../../src/editions/edition.ts'

const AWAY = [{ kind: 'page' as const, said: 'https://a.example/ answers 404' }]

test('a site that is being deployed is asked every ten seconds, for each edition by itself', async () => {
  let now = Temporal.Instant.from('2026-11-02T09:00:00Z')
  let isOnline = false
  const asked: number[] = []
  const answers = askSparingly(
    async ({ id }) => {
      asked.push(id)
      return isOnline ? [] : AWAY
    },
    () => now,
  )
  const after = async (seconds: number, id: number) => {
    now = now.add({ seconds })
    return answers({ id } as Edition)
  }

  expect(await after(0, 1)).toEqual(AWAY)
  expect(await after(5, 1)).toEqual(AWAY)
  expect(await after(0, 2)).toEqual(AWAY)
  expect(asked).toEqual([1, 2])
  isOnline = true
  expect(await after(4, 1)).toEqual(AWAY)
  expect(await after(1, 1)).toEqual([])
  expect(asked).toEqual([1, 2, 1])
})
