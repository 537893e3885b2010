import { expect, test } from 'vitest'
import { altProblems } from '../../src/bodies/alt-problems.ts'
import { formatProblem } from '../../src/config/problem.ts'
import { bodyOf } from '../posts/body-of.ts'

test.each([
  ['![Tide](a.png) and <img src="b.png" alt="Moon">', []],
  ['![](a.png)', ['A picture has no alt text: a.png.']],
  ['![](a.png) ![ ](b.png) <img src="/c.png">', ['3 pictures have no alt text: a.png, b.png, c.png.']],
  ['![](a.png)'.repeat(3), ['3 pictures have no alt text: a.png.']],
  ['![](a.png)![](b.png)![](c.png)![](d.png)', ['4 pictures have no alt text: a.png, b.png, c.png, ….']],
])('%s', (markdown, said) => {
  const problems = altProblems(bodyOf(markdown), 'content/a.md')
  expect(problems.map(({ message }) => message)).toEqual(said)
  for (const problem of problems) expect(formatProblem(problem)).toMatch(/^content\/a\.md: /)
})
