import { expect, test } from 'vitest'
import { simulateYear } from '../../../bench/year/simulate-year.ts'

const YEARS = 4
const TOGETHER = 2
const TIMEOUT = 600_000

test.each(Array.from({ length: YEARS / TOGETHER }, (_, index) => 1 + index * TOGETHER))(
  'no rule is broken in the two years from seed %i',
  { timeout: TIMEOUT },
  async (from) => {
    const broken: Record<number, string[]> = {}
    for (let seed = from; seed < from + TOGETHER; seed++) {
      const { breaches } = await simulateYear(seed)
      if (breaches.length > 0) broken[seed] = breaches
    }
    expect(broken).toEqual({})
  },
)

test('one seed makes one year', { timeout: TIMEOUT }, async () => {
  const [first, again] = [await simulateYear(7), await simulateYear(7)]
  expect(withoutFolder(again.diary)).toEqual(withoutFolder(first.diary))
  expect(again.mails).toBe(first.mails)
})

/** Each year lies in a folder of its own. */
function withoutFolder(diary: string[]): string[] {
  return diary.map((line) => line.replaceAll(/broadsheet-year-\w+/g, 'FOLDER'))
}
