import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, test } from 'vitest'
import { fitPosts, MOST_HTML_BYTES } from '../../src/editions/fit-posts.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import type { MailPost } from '../../src/editions/variant-input.ts'
import { keeper, sampleMail, TEMPLATES } from './sample-mail.ts'

const bytes = (posts: MailPost[]) => posts.reduce((sum, { html }) => sum + Buffer.byteLength(html), 0)

/** A post of so many paragraphs of a hundred characters. */
function longPost(paragraphs: number, id = 'a'): MailPost {
  const text = `${id} `.repeat(50).slice(0, 93)
  const html = `<p>${text}</p>`.repeat(paragraphs)
  return { ...keeper, id, title: `Post ${id}`, url: `https://lantern.example/${id}/`, html, cover: undefined }
}

describe('posts that are too long together', () => {
  test('are left alone where they fit', () => {
    const posts = [longPost(3), longPost(4)]
    expect(fitPosts(posts, 700, 'en')).toEqual(posts)
  })

  test('lose the ends of the longest alone, and keep their order', () => {
    const posts = [longPost(60, 'long'), longPost(5, 'short'), longPost(40, 'longer'), longPost(8, 'middle')]
    const fitted = fitPosts(posts, 5_000, 'en')
    expect(fitted.map(({ id, isCut }) => [id, isCut ?? false])).toEqual([
      ['long', true],
      ['short', false],
      ['longer', true],
      ['middle', false],
    ])
    expect(bytes(fitted)).toBeLessThanOrEqual(5_000)
    expect(bytes(fitted)).toBeGreaterThan(4_700)
    expect(fitted[0]?.html).toMatch(
      /<\/p><p lang="en" dir="ltr" style="[^"]*"><a href="https:\/\/lantern.example\/long\/">Continue reading<\/a><\/p>$/,
    )
  })

  test('one that is a single block shows its summary', () => {
    const html = `<table><tbody><tr><td>${'word '.repeat(2_000)}</td></tr></tbody></table>`
    const [fitted] = fitPosts([{ ...longPost(1), html, summary: 'In <short>.' }], 1_000, 'de')
    expect(fitted?.html).toMatch(/^<p>In &#x3C;short>\.<\/p><p lang="de".*Weiterlesen/)
  })

  test('whatever they are: none is lost, and they fit, or each of those that remain is a link', () => {
    const post = fc.record({ paragraphs: fc.integer({ min: 0, max: 60 }), id: fc.stringMatching(/^[a-z]{1,8}$/) })
    fc.assert(
      fc.property(
        fc.array(post, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: -500, max: 20_000 }),
        (given, most) => {
          const posts = given.map(({ paragraphs, id }) => longPost(paragraphs, id))
          const fitted = fitPosts(posts, most, 'en')
          expect(fitted.map(({ id }) => id)).toEqual(posts.map(({ id }) => id))
          for (const [i, { html, url }] of fitted.entries()) if (html !== posts[i]?.html) expect(html).toContain(url)
          // The link itself takes some room.
          expect(bytes(fitted)).toBeLessThanOrEqual(Math.max(most, fitted.length * 180))
        },
      ),
    )
  })
})

/** Several posts whole, as a template of an operator's own shows them. */
const whole = new Map([
  ...TEMPLATES,
  [
    'whole.mjml',
    '{% layout "parts/mail.mjml" %}{% block main %}<mj-section><mj-column>{% for post in posts %}<mj-text><h2><a href="{{ post.url }}">{{ post.title }}</a></h2><div>{{ post.html | raw }}</div></mj-text>{% endfor %}</mj-column></mj-section>{% endblock %}',
  ],
])

describe('a mail', () => {
  const rendered = async (posts: MailPost[], language = 'en') => {
    const newsletter = { id: 'weekly', title: 'Weekly', template: 'whole' }
    const { variant, problems } = await renderVariant(sampleMail(posts, language, { templates: whole, newsletter }))
    if (!variant) throw new Error('no variant')
    return { ...variant, problems }
  }

  test('of one long post is no longer than Gmail shows, says so, and has all of it as text', async () => {
    const post = { ...longPost(1_500), text: 'The whole text.', cover: keeper.cover }
    const { variant, problems } = await renderVariant(sampleMail([post]))
    expect(Buffer.byteLength(variant?.html ?? '')).toBeLessThanOrEqual(MOST_HTML_BYTES)
    expect(Buffer.byteLength(variant?.html ?? '')).toBeGreaterThan(MOST_HTML_BYTES - 1_500)
    expect(variant?.html.match(/Continue reading|Read on the web/g)).toEqual(['Continue reading'])
    expect(variant?.text).toContain('The whole text.')
    expect(problems).toMatchObject([
      { code: 'mail.cut', severity: 'warning', message: expect.stringContaining('Post a') },
    ])
  })

  test('of normal size is as it was', async () => {
    const { html, problems } = await rendered([longPost(100), longPost(200, 'b')])
    expect(problems).toEqual([])
    expect(html).toContain(longPost(200, 'b').html)
  })

  test('whatever its posts: never over the limit but with a warning, all posts there and in order', async () => {
    const sizes = fc.array(fc.constantFrom(1, 30, 300, 900), { minLength: 2, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(sizes, async (paragraphs) => {
        const posts = paragraphs.map((count, i) => longPost(count, `p${i}`))
        const { html, problems } = await rendered(posts, 'fr')
        const isOver = Buffer.byteLength(html) > MOST_HTML_BYTES
        expect(problems.some(({ code }) => code === 'mail.too-big')).toBe(isOver)
        expect(isOver).toBe(false)
        const places = posts.map(({ title }) => html.indexOf(`>${title}</a>`))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        expect(places).not.toContain(-1)
        const broken: string[] = []
        fromHtml(html, { onerror: ({ ruleId }) => void broken.push(ruleId ?? '') })
        expect(broken.filter((rule) => /closing|misnested|eof|end-tag/.test(rule))).toEqual([])
      }),
      { numRuns: 5 },
    )
  })

  test('that shows several posts whole has them whole as text, too', async () => {
    const posts = [longPost(1), { ...longPost(2, 'b'), text: 'All of b.', summary: 'Some of b.' }]
    const { text } = await rendered(posts)
    expect(text).toContain('All of b.')
    expect(text).not.toContain('Some of b.')
  })

  test('that cannot be brought under says so, with the numbers', async () => {
    const newsletter = { id: 'weekly', title: `W ${'x'.repeat(110_000)}`, template: 'digest' }
    const { problems } = await renderVariant(sampleMail([longPost(3)], 'en', { newsletter }))
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'mail.too-big', message: expect.stringMatching(/\d{3},\d{3} bytes/) }),
    )
  })
})
