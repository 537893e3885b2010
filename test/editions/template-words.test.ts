import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { keeper, sampleMail, TEMPLATES } from './sample-mail.ts'

/** A mail by a template of the operator's own, with this in its body. */
async function unfilled(content: string, post = keeper) {
  const body = `<mj-section><mj-column>${content}<mj-text><a href="{{ links.unsubscribe }}">Leave</a></mj-text></mj-column></mj-section>`
  const templates = new Map([...TEMPLATES, ['letter.mjml', `<mjml><mj-body>${body}</mj-body></mjml>`]])
  const newsletter = { id: 'weekly', title: 'Weekly', template: 'letter' }
  const { problems } = await renderVariant(sampleMail([post], 'en', { templates, newsletter }))
  return problems.filter(({ code }) => code === 'mail.unfilled')
}

test.each([
  ['an undefined word', '<mj-text><p> undefined </p></mj-text>', 'undefined'],
  ['an undefined alt text', '<mj-image alt="undefined" src="https://a.example/a.png" />', 'undefined'],
  ['an object', '<mj-text>By {{ posts[0] }}</mj-text>', '[object Object]'],
  ['a place of another system', '<mj-text>Dear {% raw %}{{ name }},{% endraw %}</mj-text>', '{{ name }},'],
  ['a tag of another system', '<mj-text>{% raw %}{% if x %}{% endraw %}</mj-text>', '{% if x %}'],
  ['a shortcode', '<mj-text>{% raw %}{{< tweet 1 >}}{% endraw %}</mj-text>', '{{< tweet 1 >}}'],
  [
    'one that only some posts bring out',
    '<mj-text>{% if posts[0].tags contains "lights" %}{% raw %}{{ lamp }}{% endraw %}{% endif %}</mj-text>',
    '{{ lamp }}',
  ],
])('of a template, %s is told with its place', async (_what, content, shown) => {
  expect(await unfilled(content)).toMatchObject([
    { severity: 'error', message: `The mail shows "${shown}".`, file: 'templates/letter.mjml', line: 1 },
  ])
})

test('a template may show code', async () => {
  expect(await unfilled('<mj-text><code>{% raw %}{{ name }}{% endraw %}</code></mj-text>')).toEqual([])
})

test.each([
  'Why `{{ .Title }}` is empty',
  'The {% raw %} tag',
  'std::map<int, {{1}}>',
  '{{< tweet 1 >}}',
  '\\sum_{{i=1}}^{{n}} x_i',
  'undefined',
  '[object Object] and undefined',
  '{',
])('what a post says is no fault, wherever it says it: %s', async (words) => {
  const html = `<p>${words.replace(/[<>]/g, '')}</p><p><strong>undefined</strong><img src="https://a.example/a.png" alt="${words.replace(/[<>]/g, '')}"></p>`
  const cover = { url: 'https://a.example/%7B%7Ba.png', alt: words }
  const post = { ...keeper, title: words, summary: words, text: words, tags: [words], cover, html }
  for (const posts of [[post], [post, keeper], [keeper, post]]) {
    const input = sampleMail(posts)
    const site = { ...input.site, title: words, author: { name: words }, postalAddress: words }
    const newsletter = { ...input.newsletter, title: words }
    const { variant, problems } = await renderVariant({ ...input, site, newsletter })
    expect(problems).toEqual([])
    expect(variant?.subject).toContain(posts[0] === post ? words : keeper.title)
  }
})

test('property: no post makes the templates that Broadsheet brings look unfilled', async () => {
  const piece = fc.constantFrom(
    '{',
    '{{',
    '{%',
    '%}',
    '}}',
    ' ',
    'x',
    'undefined',
    '[object Object]',
    '<',
    '-',
    '.Title',
  )
  const words = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `a${pieces.join('')}`)
  await fc.assert(
    fc.asyncProperty(words, words, async (title, summary) => {
      const { problems } = await renderVariant(sampleMail([{ ...keeper, title, summary, text: summary }, keeper]))
      expect(problems).toEqual([])
    }),
    { numRuns: 20 },
  )
})
