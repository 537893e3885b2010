import { expect, it } from 'vitest'
import { describeNotNews, groupNotNews } from '../../src/posts/not-news.ts'

it('is counted by its reason, with the first few names', () => {
  const all = ['d', 'c', 'b', 'a'].map((name) => ({ why: 'undated' as const, file: `${name}.md` }))
  const groups = groupNotNews([{ why: 'format', file: 'x.org' }, ...all])
  expect(describeNotNews(groups)).toBe(
    'Not news: 4 pages without a date (a.md, b.md, c.md and 1 more); 1 file in a format that is not read (.org, .adoc, .rst, .pandoc) (x.org).',
  )
  expect(describeNotNews([])).toBeUndefined()
})
