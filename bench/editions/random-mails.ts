import { Temporal } from 'temporal-polyfill'
import { MailSeries } from '../../src/editions/mail-series.ts'
import { clockOf, renderVariant } from '../../src/editions/render-variant.ts'
import type { MailPost, TemplateFiles, VariantInput } from '../../src/editions/variant-input.ts'
import { TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { Seeded } from '../seeded.ts'
import type { MailFigures } from './figures.ts'

/** Each set of posts is one that somebody who chose half of the topics gets. */
export async function randomMails(templates: TemplateFiles, posts: number, count: number): Promise<MailFigures> {
  const random = new Seeded(1)
  const common = commonInput(templates)
  const all = Array.from({ length: posts }, (_, number) => post(number))
  const input = () => {
    const chosen = all.filter(() => random.chance(0.5))
    return { ...common, posts: chosen.length > 0 ? chosen : all }
  }
  const alone = Math.min(count, ALONE)
  for (let number = 0; number < alone; number++) await renderVariant(input())
  const series = new MailSeries(templates, clockOf(common))
  const first = Math.ceil(count / 10)
  return {
    count,
    alone: await millisecondsEach(alone, () => renderVariant(input())),
    first: await millisecondsEach(first, () => renderVariant(input(), series)),
    next: await millisecondsEach(count - first, () => renderVariant(input(), series)),
  }
}

/** Enough of the slow ones. */
const ALONE = 100

async function millisecondsEach(count: number, make: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let number = 0; number < count; number++) await make()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / Math.max(1, count)
}

function commonInput(templates: TemplateFiles): Omit<VariantInput, 'posts'> {
  const url = 'https://news.bench.example/'
  return {
    site: { title: 'The Lantern', url: 'https://lantern.example/', language: 'en', timezone: 'UTC' },
    newsletter: { id: 'weekly', title: 'The Lantern, weekly', template: 'digest' },
    date: Temporal.Instant.from('2026-11-30T09:00:00Z'),
    number: 12,
    mask: 1,
    links: { unsubscribe: `${url}unsubscribe/${TOKEN_PLACEHOLDER}`, archive: `${url}archive/weekly/12/` },
    templates,
  }
}

function post(number: number): MailPost {
  const sentence = `On the quay the old lamps of post ${number} were lit again last week. `
  const url = `https://lantern.example/posts/${number}/`
  return {
    id: `path:posts/${number}.md`,
    url,
    title: `All about post ${number}`,
    publishedAt: { instant: Temporal.Instant.from('2026-11-29T09:00:00Z').add({ minutes: number }), offset: '+00:00' },
    summary: sentence.repeat(3),
    html: `<p>${sentence.repeat(8)}</p>`.repeat(5),
    text: sentence.repeat(40),
    language: 'en',
    tags: [],
    readingMinutes: 2,
    ...(number % 3 === 0 && { cover: { url: `${url}cover.png`, width: 1200, height: 600, alt: 'Lamps' } }),
  }
}
