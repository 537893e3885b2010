import { expect, test } from 'vitest'
import { watchStamp } from '../../src/jobs/watch-stamp.ts'

/** What is told, look by look. */
async function told(stamps: string[]): Promise<string[]> {
  const over = new AbortController()
  const said: string[] = []
  let scan = 0
  await watchStamp(
    {
      known: stamps[0] ?? '',
      stamp: () => stamps[scan] ?? '',
      changed: async () => void said.push(`${scan} ${stamps[scan]}`),
      sleep: async () => {
        if (++scan === stamps.length) over.abort()
      },
    },
    over.signal,
  )
  return said
}

test('a change is told once it has stayed for a look; one that is undone meanwhile is none', async () => {
  expect(await told(['a', 'a', 'b', 'b', 'b'])).toEqual(['3 b'])
  expect(await told(['a', 'b', 'c', 'c', 'c', 'a', 'a'])).toEqual(['3 c', '6 a'])
  expect(await told(['a', 'b', 'a', 'a'])).toEqual([])
})
