import { expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { dropConflicting } from '../../src/posts/conflicting-posts.ts'
import { aPost } from './a-post.ts'

const url = 'https://site.example/same/'

it('keeps the first of two live posts with one URL and names both', () => {
  const first = aPost({ path: 'posts/a.md', url })
  const second = aPost({ path: 'posts/b.md', url })
  const { posts, problems } = dropConflicting([second, first])
  expect(posts).toEqual([first])
  expect(problems.map(formatProblem)).toEqual([
    'content/posts/b.md: It has the same URL as content/posts/a.md: https://site.example/same/. ' +
      'Give one of them another slug or url; until then this one is left out.',
  ])
})

it('lets a draft stand at the URL of a live post', () => {
  const posts = [aPost({ path: 'posts/a.md', url, status: 'draft' }), aPost({ path: 'posts/b.md', url })]
  expect(dropConflicting(posts)).toEqual({ posts, problems: [] })
})

it('keeps the live one of two posts with one identity', () => {
  const draft = aPost({ path: 'posts/a.md', id: 'id:x', status: 'draft' })
  const live = aPost({ path: 'posts/b.md', id: 'id:x' })
  const { posts, problems } = dropConflicting([draft, live])
  expect(posts).toEqual([live])
  expect(problems.map(formatProblem)).toEqual([
    'content/posts/a.md: It has the same id as content/posts/b.md: x. Change it in one of them; until then this one is left out.',
  ])
})

it('keeps both of two posts that share an alias; the second goes by its path', () => {
  const first = aPost({ path: 'posts/a.md', id: 'alias:/old/' })
  const second = aPost({ path: 'posts/b.md', id: 'alias:/old/', url: 'https://site.example/b/' })
  const { posts, problems } = dropConflicting([second, first])
  expect(posts.map(({ path, id }) => [path, id.replace(/@.*/, '')])).toEqual([
    ['posts/b.md', 'path:posts/b.md'],
    ['posts/a.md', 'alias:/old/'],
  ])
  expect(problems.map(formatProblem)).toEqual([
    'content/posts/b.md: It has the same first alias as content/posts/a.md: /old/. ' +
      'Change it in one of them: of two pages at one old address only one is reached.',
  ])
})
