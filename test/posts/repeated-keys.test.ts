import { expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readFrontMatter } from '../../src/posts/front-matter.ts'

it.each([
  ['---\ntitle: A\ntags: [x]\ntitle: B\n---\n', 4],
  ['---\ntitle: A\n# a comment\n"title": B\n---\n', 4],
  ['{\n"title": "A",\n"title": "B"\n}\n', 3],
])('of keys that stand twice the last counts, with a warning: %j', (source, line) => {
  const { data, problems, warnings = [] } = readFrontMatter(source, 'a.md', 'Keep the last.')
  expect(problems).toEqual([])
  expect(data.title).toBe('B')
  expect(warnings.map(formatProblem)).toEqual([
    expect.stringMatching(`^a\\.md:${line}: The front matter has the key "title" twice\\. Keep the last\\.$`),
  ])
})

it.each([
  ['in a map of a map', '---\nparams:\n  a: 1\n  b: 2\n  a: 3\n---\n', { params: { a: '3', b: '2' } }],
  ['merged ones may', '---\nx: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n---\n', { x: { a: '1' }, y: { a: '2' } }],
])('%s', (_, source, expected) => {
  expect(readFrontMatter(source, 'a.md')).toMatchObject({ data: expected, problems: [] })
})

/** All Hugos read them. */
it.each([
  ['at the top', 'title: "one\ntwo"\n', { title: 'one two' }],
  ['in a map', 'params:\n    d: "one\n  two\nthree"\nz: 1\n', { params: { d: 'one two three' }, z: '1' }],
  ['in a list', 'tags:\n  - "one\ntwo"\n  - b\n', { tags: ['one two', 'b'] }],
  ['in a map of a list', 'links:\n  - name: "one\n two"\n    url: x\n', { links: [{ name: 'one two', url: 'x' }] }],
  ['with a quoted key', '"title": \'one\ntwo\'\n', { title: 'one two' }],
  ['with an empty line', 'title: "one\n\ntwo"\n', { title: 'one\ntwo' }],
])('a quotation that goes on further left: %s', (_, yaml, expected) => {
  expect(readFrontMatter(`---\n${yaml}---\n`, 'a.md')).toMatchObject({ data: expected, problems: [] })
})
