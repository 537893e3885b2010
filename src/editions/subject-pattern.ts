import { Temporal } from 'temporal-polyfill'
import { directionOf } from '../bodies/direction.ts'
import { failure, type Problem } from '../config/problem.ts'
import { longDay } from '../words/long-date.ts'
import { editionDay, postDays } from './edition-day.ts'
import { isolated, leadOf, subjectOf } from './subject.ts'
import { fillLine, type LiquidClock } from './template-liquid.ts'
import type { MailPost, VariantInput } from './variant-input.ts'

/** A mail's subject; undefined, with a problem, where the newsletter's pattern for it has a fault. */
export function mailSubject(input: VariantInput, clock: LiquidClock): { subject?: string; problem?: Problem } {
  const { posts, newsletter, site } = input
  const { subject: pattern } = newsletter
  if (input.note?.subject) return { subject: input.note.subject }
  if (pattern === undefined || posts[0]?.subject) return { subject: subjectOf(posts, site.language) }
  const filled = fillLine(pattern, valuesOf(input), clock)
  if ('fault' in filled) return { problem: patternFault(newsletter.id, filled.fault) }
  return { subject: filled.text.replace(/\s+/g, ' ').trim() }
}

/** What is wrong with a pattern, tried on a mail of one post; undefined where nothing is. */
export function subjectFault(pattern: string): string | undefined {
  const filled = fillLine(pattern, valuesOf(SAMPLE), { now: SAMPLE.date, timezone: 'UTC', language: 'en' })
  return 'fault' in filled ? filled.fault : undefined
}

function patternFault(newsletter: string, fault: string): Problem {
  const hint = `Correct newsletters[].subject of ${newsletter}; docs/writing.md says what it can name.`
  return failure('config.subject', `The subject of ${newsletter} cannot be made: ${fault}`, { hint })
}

/** A contract with the patterns that operators write: add, never rename. What is not there is null. */
function valuesOf({ site, newsletter, number, date, posts }: VariantInput) {
  const shown = posts.map((post) => postValues(post, site.language))
  const lead = leadOf(posts)
  return {
    newsletter: { id: newsletter.id, title: newsletter.title },
    site: { title: site.title, url: site.url },
    number: number ?? null,
    date: longDay(editionDay(date, site.timezone, postDays(posts, date)), site.language),
    count: posts.length,
    first: postValues(lead, site.language),
    posts: shown,
  }
}

function postValues({ title, language, tags, summary }: MailPost, around: string) {
  const isMixed = directionOf(language) !== directionOf(around)
  return { title: isMixed ? isolated(title) : title, language, tags, summary }
}

const SAMPLE: VariantInput = {
  site: { title: 'The Lantern', url: 'https://lantern.example/', language: 'en', timezone: 'UTC' },
  newsletter: { id: 'weekly', title: 'The Lantern, weekly', template: 'digest' },
  date: Temporal.Instant.fromEpochMilliseconds(0),
  number: 12,
  posts: [
    {
      id: 'sample',
      url: 'https://lantern.example/',
      title: 'Words',
      publishedAt: { instant: Temporal.Instant.fromEpochMilliseconds(0), offset: '+00:00' },
      summary: 'Words.',
      html: '<p>Words.</p>',
      text: 'Words.',
      language: 'en',
      tags: [],
    },
  ],
  mask: 1,
  links: { unsubscribe: '' },
  templates: new Map(),
}
