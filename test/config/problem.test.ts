import { expect, test } from 'vitest'
import { failure, formatProblem } from '../../src/config/problem.ts'

test('a problem is printed as place, sentence, and what to do', () => {
  const problem = failure('config.invalid', 'date "2025-13-01" is not a date.', {
    file: 'content/posts/launch.md',
    line: 4,
    hint: 'Write it as 2025-01-13.',
  })
  expect(formatProblem(problem)).toBe(
    'content/posts/launch.md:4: date "2025-13-01" is not a date. Write it as 2025-01-13.',
  )
})
