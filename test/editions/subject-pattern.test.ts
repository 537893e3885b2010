import { expect, test } from 'vitest'
import { plannedInput } from '../../src/editions/plan.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { mailSubject, subjectFault } from '../../src/editions/subject-pattern.ts'
import type { MailPost } from '../../src/editions/variant-input.ts'
import { bread, keeper, memory, sampleMail } from './sample-mail.ts'

function subjectBy(pattern: string, posts: MailPost[] = [keeper], language = 'en', number: number | undefined = 12) {
  const input = sampleMail(posts, language, { number })
  const own = { ...input, newsletter: { ...input.newsletter, subject: pattern } }
  return mailSubject(own, { now: input.date, timezone: input.site.timezone, language })
}

test.each([
  [
    '{{ newsletter.title }} No. {{ number }}: {{ first.title }}',
    'The Lantern, weekly No. 12: How a lighthouse keeps time & tide',
  ],
  ['{{ site.title }}, {{ date }}', 'The Lantern, November 16, 2026'],
  ['{% if count > 1 %}{{ count }} posts{% else %}{{ first.title }}{% endif %}', 'How a lighthouse keeps time & tide'],
  ['  {{ first.tags | join: ", " }}\n {{ newsletter.id }}  ', 'lights weekly'],
])('%s', (pattern, subject) => {
  expect(subjectBy(pattern)).toEqual({ subject })
})

test('several posts: the one that a mail is called after comes first', () => {
  expect(subjectBy('{{ first.title }} +{{ count }}', [keeper, { ...memory, title: 'Newest' }])).toEqual({
    subject: 'Newest +2',
  })
  expect(subjectBy('{{ posts[0].title }}', [keeper, memory])).toEqual({ subject: keeper.title })
})

test('a title written the other way does not reorder the words around it', () => {
  expect(subjectBy('New: {{ first.title }}', [bread])).toEqual({ subject: `New: \u2068${bread.title}\u2069` })
})

test('a test has no number', () => {
  const input = sampleMail([keeper], 'en', { number: undefined })
  const own = {
    ...input,
    newsletter: { ...input.newsletter, subject: '{% if number %}No. {{ number }}: {% endif %}{{ first.title }}' },
  }
  expect(mailSubject(own, { now: input.date, timezone: 'UTC', language: 'en' })).toEqual({ subject: keeper.title })
})

test('what the first post’s author wants comes before', () => {
  expect(subjectBy('{{ number }}', [{ ...keeper, subject: 'Mine' }])).toEqual({ subject: 'Mine' })
  expect(subjectBy('{{ number }}', [memory, { ...keeper, subject: 'Mine' }])).toEqual({ subject: '12' })
})

test.each([
  ['{{ frist.title }}', 'Undefined variable: frist.'],
  ['{{ first.titel }}', 'Undefined variable: first.titel.'],
  ['{{ number', 'Output "{{ number" not closed.'],
  ['{% if number %}', 'Tag {% if number %} not closed.'],
  ['{{ number | shout }}', 'Undefined filter: shout.'],
  ['{{ first.title | sample }}', 'Undefined filter: sample.'],
  ['{% render "parts/footer.mjml" %}', 'There is no template "parts/footer.mjml".'],
])('a fault is a sentence: %s', async (pattern, fault) => {
  expect(subjectFault(pattern)).toBe(fault)
  const input = sampleMail([keeper])
  const made = await renderVariant({ ...input, newsletter: { ...input.newsletter, subject: pattern } })
  expect(made).toMatchObject({ problems: [{ code: 'config.subject', severity: 'error' }] })
  expect(made.variant).toBeUndefined()
})

test('the mail has it, and a plan the pattern', async () => {
  const input = sampleMail([keeper])
  const own = { ...input, newsletter: { ...input.newsletter, subject: 'No. {{ number }} <{{ first.title }}>' } }
  const { variant } = await renderVariant(own)
  expect(variant?.subject).toBe('No. 12 <How a lighthouse keeps time & tide>')
  expect(variant?.html).toContain('No. 12 &lt;How a lighthouse keeps time &amp; tide&gt;</title>')
  expect(plannedInput(own).newsletter.subject).toBe('No. {{ number }} <{{ first.title }}>')
})

test('one post alone is whole, or a teaser as in a digest, in both parts', async () => {
  const input = sampleMail([keeper])
  const teaser = { ...input, newsletter: { ...input.newsletter, onePost: 'teaser' as const } }
  const [whole, short] = [(await renderVariant(input)).variant, (await renderVariant(teaser)).variant]
  for (const part of ['html', 'text'] as const) {
    expect(whole?.[part]).toContain('trim(wick)')
    expect(short?.[part]).not.toContain('trim(wick)')
    expect(short?.[part]).toContain('Continue reading')
  }
})

test('a preheader can be switched off, but not that which an author wrote', async () => {
  const off = (posts: MailPost[]) => {
    const input = sampleMail(posts)
    return renderVariant({ ...input, newsletter: { ...input.newsletter, preheader: false } })
  }
  const { variant } = await off([keeper])
  expect(variant?.preheader).toBe('')
  expect(variant?.html).not.toContain('\u034f')
  expect((await off([{ ...keeper, preheader: 'Mine' }])).variant?.preheader).toBe('Mine')
})
