import { expect, test } from 'vitest'
import { describeInNoNewsletter, inNoNewsletter } from '../../src/actions/in-no-newsletter.ts'
import type { Config } from '../../src/config/config.ts'
import type { Post } from '../../src/posts/post.ts'
import { aPost } from '../posts/a-post.ts'

const ALL: Config['newsletters'][number]['select'] = { sections: [], tags: [], categories: [], languages: [] }
const configOf = (...selects: Partial<typeof ALL>[]) =>
  ({ newsletters: selects.map((select) => ({ select: { ...ALL, ...select } })) }) as unknown as Config
const note = (i: number, facts: Partial<Post> = {}) =>
  aPost({ path: `notes/${String(i).padStart(2, '0')}.md`, section: 'notes', ...facts })
const about = aPost({ path: 'about.md', section: '' })
const posts = [aPost(), ...Array.from({ length: 40 }, (_, i) => note(i + 1)), about]

test('posts that no newsletter takes are counted by section, the largest first', () => {
  const groups = inNoNewsletter(posts, configOf({ sections: ['posts'] }))
  expect(groups.map(({ section, files }) => [section, files.length])).toEqual([
    ['notes', 40],
    ['', 1],
  ])
  expect(describeInNoNewsletter(groups)).toBe(
    'In no newsletter, since no `select` takes them: 40 posts of notes/ (content/notes/01.md, content/notes/02.md, content/notes/03.md and 37 more); 1 post at the top (content/about.md).',
  )
})

test.each([
  ['a newsletter takes all', posts, configOf({})],
  ['one of several takes each', posts, configOf({ sections: ['posts'] }, { sections: ['notes', ''] })],
  ['there is no newsletter', posts, configOf()],
  ['what is left out is not live', [note(1, { status: 'draft' })], configOf({ sections: ['posts'] })],
])('nothing is said where %s', (_, all, config) => {
  expect(inNoNewsletter(all, config)).toEqual([])
  expect(describeInNoNewsletter([])).toBeUndefined()
})

test('of many sections the smaller ones are counted together', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((section) => aPost({ path: `${section}/x.md`, section }))
  const said = describeInNoNewsletter(inNoNewsletter(many, configOf({ tags: ['news'] })))
  expect(said).toMatch(/1 post of e\/ \(content\/e\/x\.md\); 2 posts of 2 more sections\.$/)
})
