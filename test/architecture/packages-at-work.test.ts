import matter from 'gray-matter'
import { expect, test, vi } from 'vitest'
import { readFrontMatter } from '../../src/posts/front-matter.ts'

vi.mock('gray-matter', { spy: true })

test.each([
  ['---\ntitle: Ink\n---\nText\n', { title: 'Ink' }],
  ['+++\ntitle = "Ink"\n+++\nText\n', { title: 'Ink' }],
])('the package `gray-matter` parts front matter and text: %j', (source, data) => {
  expect(readFrontMatter(source, 'a.md')).toMatchObject({ data, text: 'Text\n', firstLine: 4 })
  const [read] = vi.mocked(matter).mock.results.slice(-1)
  expect(read?.value).toMatchObject({ data, content: 'Text\n' })
})
