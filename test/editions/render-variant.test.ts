import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSameOn, renderVariant } from '../../src/editions/render-variant.ts'
import type { Variant } from '../../src/editions/variant.ts'
import type { MailPost, VariantInput } from '../../src/editions/variant-input.ts'
import { mailOutline } from './mail-outline.ts'
import { bread, keeper, memory, sampleMail, TEMPLATES, UNSUBSCRIBE } from './sample-mail.ts'

const golden = (name: string) => readFileSync(`test/golden/editions/${name}`, 'utf8')

/** Renders what must have no problem at all. */
async function rendered(input: VariantInput): Promise<Variant> {
  const { variant, problems } = await renderVariant(input)
  expect(problems).toEqual([])
  if (!variant) throw new Error('no variant')
  return variant
}

describe.each([
  ['digest', sampleMail([memory, keeper, bread])],
  ['post', sampleMail([keeper])],
  ['digest-he', sampleMail([bread, keeper], 'he')],
  ['post-zh-hant', sampleMail([memory], 'zh-Hant-TW')],
])('%s', (name, input) => {
  test('as text', async () => {
    expect((await rendered(input)).text).toBe(golden(`${name}.txt`))
  })

  test('as HTML: what a reader meets, top to bottom', async () => {
    expect(mailOutline((await rendered(input)).html)).toBe(golden(`${name}.outline.txt`))
  })
})

describe('on another date', () => {
  const at = (hours: number) => sampleMail([keeper]).date.add({ hours })
  const withTemplate = (text: string) => {
    const input = sampleMail([keeper])
    const post = input.templates.get('post.mjml') ?? ''
    const changed = post.replace('<mj-text', `<mj-text>${text}</mj-text><mj-text`)
    expect(changed).not.toBe(post)
    return { ...input, templates: new Map([...input.templates, ['post.mjml', changed]]) }
  }

  test.each([
    ['an hour later', 1, sampleMail([keeper])],
    ['days later', 72, sampleMail([keeper])],
    ['an hour later, where the template tells the time', 1, withTemplate('{{ "now" | date: "%H:%M" }}')],
    ['an hour later, where the template tells the day', 1, withTemplate('{{ "now" | date: "%F" }}')],
    ['days later, where the template tells no date', 72, withTemplate('Read on')],
  ])('it is told without laying it out whether a mail is the same: %s', async (_, hours, input) => {
    const then = await renderVariant({ ...input, date: at(hours) })
    expect(isSameOn(at(hours), input)).toBe(then.variant?.html === (await renderVariant(input)).variant?.html)
  })

  test('it is, on the same day, and is not on another', () => {
    expect([isSameOn(at(1), sampleMail([keeper])), isSameOn(at(72), sampleMail([keeper]))]).toEqual([true, false])
    expect(isSameOn(at(1), withTemplate('{{ "now" | date: "%H:%M" }}'))).toBe(false)
  })

  test('one whose template has a fault is not told to be the same', () => {
    expect(isSameOn(at(0), withTemplate('{{ nothing }}'))).toBe(false)
  })
})

describe('a variant', () => {
  test('knows its posts, its language, and what a list of mails shows of it', async () => {
    const variant = await rendered(sampleMail([memory, keeper], 'en', { mask: 5 }))
    expect(variant).toMatchObject({ mask: 5, postIds: [memory.id, keeper.id], language: 'en' })
    expect(variant.subject).toBe('把運算搬進記憶體裡 and 1 more')
    expect(variant.preheader).toMatch(/^資料離處理器太遠.*寫下所見。 · Before radio/)
    expect(variant.html).toContain(variant.preheader)
  })

  test('is the same bytes for the same input', async () => {
    expect(await rendered(sampleMail([memory, keeper]))).toEqual(await rendered(sampleMail([memory, keeper])))
  })

  test('fetches nothing but its posts’ pictures: no fonts, no style sheets, no pixel', async () => {
    const { html } = await rendered(sampleMail([keeper, bread]))
    expect(html).not.toMatch(/<link|@import|@font-face|url\(|<script/i)
    expect([...html.matchAll(/src="([^"]*)"/g)].map((match) => match[1])).toEqual([keeper.cover?.url])
  })

  test('has dark colours for those who read in the dark', async () => {
    const { html } = await rendered(sampleMail([keeper]))
    expect(html).toContain('<meta name="color-scheme" content="light dark"')
    expect(html).toContain('@media (prefers-color-scheme: dark)')
  })

  test('does without number, archive, author, address, cover and summary', async () => {
    const { title, url, language, timezone } = sampleMail([keeper]).site
    const bare: MailPost = { ...bread, summary: '', readingMinutes: undefined }
    const { text } = await rendered(
      sampleMail([bare, bare], 'en', {
        site: { title, url, language, timezone },
        number: undefined,
        links: { unsubscribe: UNSUBSCRIBE },
      }),
    )
    expect(text).toMatch(/^The Lantern, weekly\nNovember 16, 2026\n\n\n/)
    expect(text).not.toContain('Postal address')
  })

  test('of a test says so on top, and is the same otherwise', async () => {
    const [real, tried] = [
      await rendered(sampleMail([keeper])),
      await rendered(sampleMail([keeper], 'en', { test: true })),
    ]
    expect(tried.subject).toBe(real.subject)
    expect(tried.html).toContain('This is a test.')
    expect(tried.text).toMatch(/^\*\*\* This is a test\./)
    expect(tried.text.replace(/^\*\*\*.*?\*\*\*\n\n/s, '')).toBe(real.text)
  })

  test('does not show a cover twice where the post begins with it', async () => {
    const html = `<p><img src="${keeper.cover?.url}" alt="A lighthouse"></p>${keeper.html}`
    const variant = await rendered(sampleMail([{ ...keeper, html }]))
    expect(variant.html.split(keeper.cover?.url ?? '')).toHaveLength(2)
  })
})

describe('the template', () => {
  test('of a newsletter’s own is used for one post, too', async () => {
    const templates = new Map([
      ...TEMPLATES,
      ['letter.mjml', letter('<mj-text>Dear reader, {{ posts[0].title }}</mj-text>')],
    ])
    const newsletter = { id: 'weekly', title: 'Weekly', template: 'letter' }
    const { html } = await rendered(sampleMail([keeper], 'en', { templates, newsletter }))
    expect(html).toContain('Dear reader, How a lighthouse keeps time &amp; tide')
  })

  test('that is not there is named, with those that are', async () => {
    const newsletter = { id: 'weekly', title: 'Weekly', template: 'lettr' }
    const { variant, problems } = await renderVariant(sampleMail([keeper], 'en', { newsletter }))
    expect(variant).toBeUndefined()
    expect(problems).toMatchObject([
      {
        code: 'template.missing',
        file: 'templates/lettr.mjml',
        hint: expect.stringContaining('digest.mjml, plain-letter.mjml, post.mjml'),
      },
    ])
  })
})

describe('what comes from outside', () => {
  test('is text wherever it is not a post’s body', async () => {
    const evil = '"><script>alert(1)</script>{{ site.title }}{% raw %}</mj-text>&amp;'
    const post = { ...keeper, title: evil, summary: evil, cover: { url: 'https://a.example/"><b>', alt: evil } }
    const { variant } = await renderVariant(sampleMail([post, post]))
    expect(variant?.html).not.toMatch(/<script|<b>/)
    expect(variant?.html).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;{{ site.title }}{% raw %}&lt;/mj-text&gt;&amp;amp;',
    )
  })

  test('a post’s HTML comes through Liquid and MJML as it is', async () => {
    const piece = fc.constantFrom(
      '<p>one <em>two</em>  three</p>',
      '<pre><code>a\n\n    b  &lt;c>\n</code></pre>',
      '<p>left open',
      '<br>',
      '<table style="border:1px solid #888888"><tbody><tr><td>1</td></tr></tbody></table>',
      '<a href="https://a.example/?a=1&#x26;b=%7B%7B">x</a>',
      '{{ posts }}{% if %}{%- raw -%}',
      '$& $1 [[x]] {{{{raw}}}}',
      '&lt;mj-text> &#x3C;/mj-raw>',
      '記憶體（PIM）技術 😀 \u202e שלום',
      '<img src="https://a.example/a.png" alt="true" style="max-width:100%">',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
        const html = pieces.join(' ').trim()
        const { variant } = await renderVariant(sampleMail([{ ...keeper, html }]))
        expect(variant?.html).toContain(`dir="ltr">${html}</div>`)
      }),
      { numRuns: 30 },
    )
  })
})

/** A template of an operator's own, in Broadsheet's frame. */
function letter(content: string): string {
  const section = `<mj-section><mj-column>${content}</mj-column></mj-section>`
  return `{% layout "parts/mail.mjml" %}{% block main %}${section}{% endblock %}`
}
