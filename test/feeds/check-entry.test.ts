import { expect, test } from 'vitest'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import { checkEntry } from '../../src/feeds/check-entry.ts'
import type { FeedEntry } from '../../src/feeds/feed.ts'
import { readGoldenFeed, written } from './golden-feeds.ts'
import { writeAtom } from './whole-feed.ts'

const feed = readGoldenFeed('lantern')
const withEntry = (change: Partial<FeedEntry>) => ({ ...(feed.entries[0] as FeedEntry), title: 'Ink', ...change })

test.each([
  [{ url: '/posts/ink/' }, '"Ink" has the URL "/posts/ink/", which no reader can open. Make it an http or https URL.'],
  [
    { url: 'javascript:1' },
    '"Ink" has the URL "javascript:1", which no reader can open. Make it an http or https URL.',
  ],
  [{ id: 'ink\n' }, '"Ink" has the feed id "ink", which is not one line. Write it as tag:… or https://….'],
  [
    { updatedAt: written('+012026-01-01T00:00:00Z') },
    '"Ink" has the date +012026-01-01T00:00:00Z. Feeds can say the years 0 to 9999.',
  ],
])('an entry with %o is named', (change, sentence) => {
  expect(checkEntry(withEntry(change)).map(formatProblem)).toEqual([sentence])
})

test('a good entry has no problem', () => {
  expect(checkEntry(withEntry({}))).toEqual([])
})

test('a feed with such entries is not written, and all of them are named', () => {
  const entries = [withEntry({ title: 'One', url: '' }), withEntry({ title: 'Two', url: '' }), withEntry({})]
  const problemsOf = () => {
    try {
      writeAtom({ ...feed, entries })
    } catch (error) {
      return error instanceof BroadsheetError ? error.problems.map((problem) => problem.message.slice(0, 5)) : error
    }
  }
  expect(problemsOf()).toEqual(['"One"', '"Two"'])
})
