import { expect, it } from 'vitest'
import { warning } from '../../src/config/problem.ts'
import { describeMissing, withoutMissing } from '../../src/posts/missing-things.ts'

const link = (file: string) => warning('body.dead-link', 'The link /x/ leads nowhere.', { file })
const picture = (file: string) => warning('picture.missing', 'A picture is not there.', { file })
const other = warning('post.no-title', 'The post has no title.', { file: 'a.md' })

it('sums up what is not there, a post once', () => {
  expect(describeMissing([link('b.md'), picture('c.md'), link('b.md'), link('a.md'), other])).toBe(
    "Not there: 1 post with pictures that are not in the site's folder (c.md); 2 posts with links that lead nowhere (a.md, b.md). See each: broadsheet check.",
  )
  expect(describeMissing([other])).toBeUndefined()
  expect(withoutMissing([link('a.md'), other, picture('a.md')])).toEqual([other])
})
