import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { templateModel } from '../../src/editions/template-model.ts'
import { readDate } from '../../src/posts/dates.ts'
import { keeper, sampleMail } from './sample-mail.ts'

/** `site.title`, `posts`; of a post `post.title`; what a text holds is `cover` with its own names beside it. */
function namesOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const isGroup = prefix === '' && typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    return isGroup ? namesOf(inner, `${name}.`) : [`${prefix}${name}`]
  })
}

test('every name that a template can print is in docs/templates.md, and no other', () => {
  const { posts, ...model } = templateModel(sampleMail([keeper]))
  const names = [...namesOf(model), 'posts', ...namesOf(posts[0] ?? {}, 'post.')]
  const guide =
    readFileSync('docs/templates.md', 'utf8').split('## What a template can print')[1]?.split('\n## ')[0] ?? ''
  const firstCells = guide.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split(' | ')[0] ?? ''] : []))
  const documented = firstCells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)`/g)].map(([, name]) => name ?? ''))
  expect(documented.sort()).toEqual(names.sort())
})

/** What a site in `timezone` that reads dates without a zone in UTC, as Hugo does, says on that day. */
function mailOn(now: string, timezone: string, dates: string[]) {
  const posts = dates.map((date) => {
    const publishedAt = readDate(date, 'UTC')
    if (!publishedAt) throw new Error(`${date} is no date`)
    return { ...keeper, publishedAt }
  })
  const input = sampleMail(posts)
  return { ...input, site: { ...input.site, timezone }, date: Temporal.Instant.from(now) }
}

test.each([
  ['2024-05-06', 'America/New_York', 'May 6, 2024'],
  ['2024-05-06', 'Pacific/Auckland', 'May 6, 2024'],
  ['2024-05-06T08:00:00+09:00', 'UTC', 'May 6, 2024'],
  ['2024-05-06T23:30:00-10:00', 'UTC', 'May 6, 2024'],
  ['2024-05-06T00:10:00+13:45', 'America/Los_Angeles', 'May 6, 2024'],
  ['2024-05-06T23:59:59Z', 'Asia/Tokyo', 'May 6, 2024'],
  ['2024-12-31T22:00:00-03:30', 'Europe/Berlin', 'December 31, 2024'],
])(
  'a post of %s is of that day in %s, in a mail of its own, in a digest and in their texts',
  async (date, zone, day) => {
    for (const dates of [[date], [date, '2024-01-02']]) {
      const mail = mailOn('2026-11-30T12:00:00Z', zone, dates)
      expect(templateModel(mail).posts[0]?.date).toBe(day)
      const { variant } = await renderVariant(mail)
      expect(variant?.html).toContain(day)
      expect(variant?.text).toContain(day)
    }
  },
)

test.each([
  ['it is tomorrow already where the post was written', '2024-05-06T00:30:00Z', ['2024-05-06'], 'May 6, 2024'],
  ['a post of last year', '2024-05-06T00:30:00Z', ['2023-05-06'], 'May 5, 2024'],
  ['several days later', '2024-05-09T12:00:00Z', ['2024-05-06'], 'May 9, 2024'],
  ['one of several is of tomorrow', '2024-05-06T00:30:00Z', ['2024-05-01', '2024-05-06'], 'May 6, 2024'],
  ['a post that is not out yet', '2024-05-06T00:30:00Z', ['2024-05-06T12:00:00Z'], 'May 5, 2024'],
])('a mail is not older than what it brings: %s', (_, now, dates, day) => {
  expect(templateModel(mailOn(now, 'America/New_York', dates)).date).toBe(day)
})
