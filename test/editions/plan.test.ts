import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type PlanInput, planDifference, planId, planParts } from '../../src/editions/plan.ts'

const input: PlanInput = {
  newsletter: 'weekly',
  cadence: 'default',
  posts: [
    {
      id: 'id:1',
      path: 'posts/a.md',
      file: 'content/posts/a.md',
      url: 'https://lantern.example/a/',
      aliases: [],
      title: 'A',
      publishedAt: { instant: Temporal.Instant.from('2026-11-01T00:00:00Z'), offset: '+00:00' },
      tags: [],
      categories: [],
      section: 'posts',
      language: 'en',
      status: 'live',
      hash: 'aa',
    },
  ],
  variants: [{ mask: 1, postIds: ['id:1'], language: 'en', subject: 'A', preheader: 'p', html: '<p>A</p>', text: 'A' }],
  templates: new Map([['post.mjml', '<mjml></mjml>']]),
  headers: { from: { address: 'news@lantern.example' }, webUrl: 'https://news.lantern.example/' },
}

test('contract: the id of a plan', () => {
  expect(planId(planParts(input))).toBe('778afbebb7afcb48')
})

test('the same input gives the same id, in whatever order its posts files and templates were read', () => {
  const shuffled = { ...input, templates: new Map([...input.templates].reverse()) }
  expect(planId(planParts(shuffled))).toBe(planId(planParts(input)))
})

test('a changed post, template, sender or rendering is named', () => {
  const before = planParts(input)
  const edited = { ...input, posts: input.posts.map((post) => ({ ...post, hash: 'bb' })) }
  expect(planDifference(before, planParts(edited))).toEqual(['post content/posts/a.md: changed'])
  const retemplated = { ...input, templates: new Map([['digest.mjml', ''], ...input.templates]) }
  expect(planDifference(before, planParts(retemplated))).toEqual(['template digest.mjml: new'])
  const moved = { ...input, headers: { ...input.headers, from: { address: 'other@lantern.example' } } }
  expect(planDifference(before, planParts(moved))).toEqual(['sender: changed'])
  const reworded = { ...input, variants: input.variants.map((variant) => ({ ...variant, text: 'B' })) }
  expect(planDifference(before, planParts(reworded))).toEqual(['mail "A" (1 posts, 1): changed'])
  expect(planDifference(before, planParts(input))).toEqual([])
})

test('a mail that nobody is left for does not change a plan, unless something else did', () => {
  const [variant] = input.variants
  const other = { ...(variant as (typeof input.variants)[0]), mask: 3, subject: 'B' }
  const before = planParts({ ...input, variants: [...input.variants, other] })
  expect(planDifference(before, planParts(input))).toEqual([])
  expect(planDifference(before, planParts({ ...input, variants: [] }))).toEqual([])
  expect(planDifference(before, planParts({ ...input, variants: [{ ...other, subject: 'C' }] }))).toEqual([
    'mail "A" (1 posts, 1): gone',
    'mail "B" (1 posts, 3): gone',
    'mail "C" (1 posts, 3): new',
  ])
})
