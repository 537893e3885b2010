import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type PlanInput, planDifference, planId, plannedInput, planParts } from '../../src/editions/plan.ts'
import type { VariantInput } from '../../src/editions/variant-input.ts'

const variant: VariantInput = {
  site: { title: 'The Lantern', url: 'https://lantern.example/', language: 'en', timezone: 'UTC' },
  newsletter: { id: 'weekly', title: 'Weekly', template: 'digest' },
  date: Temporal.Instant.from('2026-11-30T08:00:00Z'),
  number: 12,
  posts: [
    {
      id: 'id:1',
      url: 'https://lantern.example/a/',
      title: 'A',
      publishedAt: { instant: Temporal.Instant.from('2026-11-01T00:00:00Z'), offset: '+00:00' },
      summary: 'A.',
      html: '<p>A</p>',
      text: 'A',
      language: 'en',
      tags: [],
    },
  ],
  mask: 1,
  links: {
    unsubscribe: 'https://news.lantern.example/unsubscribe/TOKEN',
    archive: 'https://news.lantern.example/archive/weekly/12/',
  },
  placeholder: 'random',
  templates: new Map([['post.mjml', '<mjml></mjml>']]),
}

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
      authors: [],
      tags: [],
      categories: [],
      section: 'posts',
      language: 'en',
      status: 'live',
      hash: 'aa',
    },
  ],
  mails: [{ subject: 'A', input: plannedInput(variant) }],
  templates: new Map([['post.mjml', '<mjml></mjml>']]),
  headers: { from: { address: 'news@lantern.example' }, webUrl: 'https://news.lantern.example/' },
  programVersion: '1.0.0',
}

test('contract: the id of a plan', () => {
  expect(planId(planParts(input))).toBe('6a9cd29141b87d81')
})

test('the same input gives the same id, in whatever order its posts files and templates were read', () => {
  const shuffled = { ...input, templates: new Map([...input.templates].reverse()) }
  expect(planId(planParts(shuffled))).toBe(planId(planParts(input)))
})

test('the day, the number and what is random of a mail are in no plan', () => {
  const later = {
    ...variant,
    date: Temporal.Instant.from('2026-12-07T08:00:00Z'),
    number: 13,
    links: { ...variant.links, archive: 'https://news.lantern.example/archive/weekly/13/' },
    placeholder: 'other',
  }
  const mails = [{ subject: 'A', input: plannedInput(later) }]
  expect(planId(planParts({ ...input, mails }))).toBe(planId(planParts(input)))
})

test('a changed post, template, sender or rendering is named', () => {
  const before = planParts(input)
  const edited = { ...input, posts: input.posts.map((post) => ({ ...post, hash: 'bb' })) }
  expect(planDifference(before, planParts(edited))).toEqual(['post content/posts/a.md: changed'])
  const retemplated = { ...input, templates: new Map([['digest.mjml', ''], ...input.templates]) }
  expect(planDifference(before, planParts(retemplated))).toEqual(['template digest.mjml: new'])
  const moved = { ...input, headers: { ...input.headers, from: { address: 'other@lantern.example' } } }
  expect(planDifference(before, planParts(moved))).toEqual(['sender: changed'])
  const ofText = (text: string) => ({ ...variant, posts: variant.posts.map((post) => ({ ...post, text })) })
  const reworded = { ...input, mails: [{ subject: 'A', input: plannedInput(ofText('B')) }] }
  expect(planDifference(before, planParts(reworded))).toEqual(['mail "A" (1 posts, 1): changed'])
  expect(planDifference(before, planParts({ ...input, programVersion: '1.1.0' }))).toEqual(['program: changed'])
  expect(planDifference(before, planParts(input))).toEqual([])
})

test('a mail that nobody is left for does not change a plan, unless something else did', () => {
  const other = { subject: 'B', input: plannedInput({ ...variant, mask: 3 }) }
  const before = planParts({ ...input, mails: [...input.mails, other] })
  expect(planDifference(before, planParts(input))).toEqual([])
  expect(planDifference(before, planParts({ ...input, mails: [] }))).toEqual([])
  expect(planDifference(before, planParts({ ...input, mails: [{ ...other, subject: 'C' }] }))).toEqual([
    'mail "A" (1 posts, 1): gone',
    'mail "B" (1 posts, 3): gone',
    'mail "C" (1 posts, 3): new',
  ])
})
