import { expect, test } from 'vitest'
import { leftoverProblems } from '../../src/bodies/leftover-problems.ts'
import { linkProblems } from '../../src/bodies/link-problems.ts'
import { formatProblem } from '../../src/config/problem.ts'
import { bodyOf } from '../posts/body-of.ts'

const FILE = 'content/posts/moon.md'
const told = (markdown: string) =>
  [...linkProblems(bodyOf(markdown), FILE), ...leftoverProblems(bodyOf(markdown), FILE)].map(formatProblem)

test.each([
  ['[a](https://bit.ly/abc) and [again](https://bit.ly/abc)', 'The link https://bit.ly/abc hides where it leads.'],
  ['[a](https://www.tinyurl.com/abc)', 'tinyurl.com/abc hides'],
  ['[bank](https://p\u0430ypal.example/)', 'mixes letters of several scripts'],
  ['TODO: write this', 'The post still says "TODO: write this".'],
  ['One. FIXME: two', 'still says'],
  ['[TODO] more', 'still says'],
  ['lorem ipsum dolor sit amet', 'still says "lorem ipsum dolor'],
  ['Hello {{ name }}!', 'still says "{{ name }}!"'],
  ['Hello {{ user.name | upcase }}', 'still says'],
  ['{{ a }}\n\n{{ b }}\n\n{{ c }}', '"{{ a }}", and 2 more of the kind'],
])('%s', (markdown, said) => {
  expect(told(markdown)).toEqual([expect.stringContaining(said)])
  expect(told(markdown)[0]).toContain(FILE)
})

test.each([
  'My TODO list and a todo: nothing',
  '`{{ name }}` and `TODO: a`',
  '    TODO: code',
  'Sets like {{1, 2}, {3}}',
  '[a](https://bücher.example/), [b](https://例え.jp/), [c](mailto:a@b.example), [d](/path)',
  'Ordinary words. Nothing to do: go home.',
  'Read about "lorem ipsum", the filler.',
])('nothing is told of %s', (markdown) => {
  expect(told(markdown)).toEqual([])
})
