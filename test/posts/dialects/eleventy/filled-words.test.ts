import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { filledWords } from '../../../../src/posts/dialects/eleventy/filled-words.ts'
import { slug, slugify } from '../../../../src/posts/dialects/eleventy/slugs.ts'

const data: Record<string, unknown> = {
  title: 'Äpfel & Birnen: "it’s"',
  'page.fileSlug': 'apples',
  'page.date': Temporal.Instant.from('2026-11-03T00:00:00Z'),
  number: 7,
}
const fill = (line: string) => filledWords(line, (name) => data[name])

describe('a permalink', () => {
  it.each([
    ['/blog/{{ page.fileSlug }}/', '/blog/apples/'],
    ['/{{page.date|date:"%Y/%m/%d"}}/{{- title | slugify -}}/', '/2026/11/03/aepfel-and-birnen-it-s/'],
    ['/{{ page.date | date: "%-d-%b-%y" }}.html', '/3-Nov-26.html'],
    ['{{ title | slug }}', `apfel-and-birnen:-"it's"`],
    ['{{ "Two Words" | lower | replace(" ", "_") }}/{{ number }}', 'two_words/7'],
    ['{{ missing | default("none") }}', 'none'],
    ['/plain/', '/plain/'],
    ['/{{ missing }}/', '//'],
  ])('%s → %s', (line, filled) => {
    expect(fill(line)).toBe(filled)
  })

  it.each([
    '{% if a %}a{% endif %}',
    '{{ title | shout }}',
    '{{ f(title) }}',
    '{{ "a" + b }}',
    '{{ a',
    '{{ page.date | date: "%Q" }}',
  ])('is not known where it takes more: %s', (line) => {
    expect(fill(line)).toBeUndefined()
  })
})

/** As the packages that Eleventy 3.1 has make them. */
describe('slugs', () => {
  it.each([
    ['FooBar a_b c.d don’t 50%', 'foobar-a-b-c-d-don-t-50', "foobar-a_b-c.d-don't-50percent"],
    ["It's $5 — naïve øre", 'its-5-naive-ore', "it's-dollar5-naive-ore"],
    ['  trimmed  ', 'trimmed', 'trimmed'],
    ['Grüße aus Łódź', 'gruesse-aus-lodz', 'grusse-aus-lodz'],
    ['月 moon', 'moon', 'moon'],
  ])('%s', (text, one, other) => {
    expect([slugify(text), slug(text)]).toEqual([one, other])
  })

  it('are not known for scripts that take long tables', () => {
    expect([slugify('луна'), slug('λόγος')]).toEqual([undefined, undefined])
  })
})
