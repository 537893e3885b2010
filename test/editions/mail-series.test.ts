import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withCodeRoles } from '../../src/bodies/code-colours.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { summaryOf } from '../../src/bodies/summary.ts'
import { mailText } from '../../src/bodies/to-text.ts'
import { MailSeries } from '../../src/editions/mail-series.ts'
import { clockOf, renderVariant } from '../../src/editions/render-variant.ts'
import { renderTemplate } from '../../src/editions/template.ts'
import type { MailPost, TemplateFiles, VariantInput } from '../../src/editions/variant-input.ts'
import { renderBody } from '../../src/posts/markdown/render-body.ts'
import { hasCorpora, markdownFiles } from '../corpora.ts'
import { contextOf } from '../posts/body-of.ts'
import { bread, keeper, memory, sampleMail, TEMPLATES } from './sample-mail.ts'

const LOOKS = ['classic', 'letter', 'modern']
const POSTS = [keeper, memory, bread].flatMap((post, turn) =>
  [0, 1, 2, 3].map((number) => ({
    ...post,
    id: `${post.id}${number}`,
    url: `${post.url}${number}/`,
    title: `${post.title} ${number}`,
    ...(turn === number && { intro: { html: '<p>Read <b>this</b> first.</p>', text: 'Read this first.' } }),
  })),
)

function lookOf(look: string): TemplateFiles {
  if (look === 'classic') return TEMPLATES
  const names = readdirSync(`looks/${look}`, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(mjml|toml)$/.test(name)).map((name) => name.replaceAll('\\', '/'))
  const own = files.map((name): [string, string] => [
    name.replace(/^theme/, 'look/theme'),
    readFileSync(`looks/${look}/${name}`, 'utf8'),
  ])
  return new Map([...TEMPLATES, ...own])
}

/** A series and the whole, of the same posts: both as they are, or what is wrong. */
function pair(templates: TemplateFiles, more: Partial<VariantInput> = {}) {
  const common = { ...sampleMail([keeper]), templates, ...more }
  const series = new MailSeries(templates, clockOf(common))
  return async (posts: MailPost[], name: string) => {
    const input = { ...common, posts }
    const model = series.model(input, undefined)
    return {
      inSeries: await series.render(name, model),
      whole: await renderTemplate(templates, name, model, clockOf(input)),
    }
  }
}

/** Mails of several sets of posts, in turn, come out the same. Gives how many were made of what was known. */
async function expectSame(templates: TemplateFiles, name: string, sets: MailPost[][]): Promise<number> {
  const made = pair(templates)
  let known = 0
  for (const posts of sets) {
    const { inSeries, whole } = await made(posts, name)
    if ('problems' in whole || 'problems' in inSeries) expect(inSeries).toEqual(whole)
    else {
      expect(inSeries.html).toBe(whole.html)
      if (inSeries.isKnown) known += 1
    }
  }
  return known
}

const SETS = [[0, 1, 2], [0, 4, 8], [4, 0, 8], [0, 4, 8, 9], [0, 8], [4, 8], [9, 1], [0, 4, 8, 9], [0]].map((indexes) =>
  indexes.flatMap((index) => POSTS[index] ?? []),
)

describe.each(LOOKS)('the look %s', (look) => {
  test.each(['digest.mjml', 'post.mjml', 'plain-letter.mjml'])(
    '%s: the same bytes in a series as alone',
    async (name) => {
      expect(await expectSame(lookOf(look), name, SETS)).toBeGreaterThan(0)
    },
  )

  test('whatever its posts', async () => {
    const chosen = fc.uniqueArray(fc.constantFrom(...POSTS), { minLength: 1, maxLength: 8 })
    const made = pair(lookOf(look))
    await fc.assert(
      fc.asyncProperty(
        chosen,
        fc.constantFrom('digest.mjml', 'post.mjml', 'plain-letter.mjml'),
        async (posts, name) => {
          const { inSeries, whole } = await made(posts, name)
          expect(inSeries).toMatchObject(whole)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe("an operator's own template", () => {
  const frame = (main: string) => `{% layout "parts/mail.mjml" %}{% block main %}${main}{% endblock %}`
  const column = (inner: string) => frame(`<mj-section><mj-column>${inner}</mj-column></mj-section>`)
  const ofEach = column('{% for post in posts %}{% render "own.mjml", post: post, loop: forloop %}{% endfor %}')
  const text = (words: string) => `<mj-text>${words}</mj-text>`

  test.each([
    [
      'that branches on the number of posts',
      ofEach,
      text('{{ post.title }}{% if posts.size > 2 %} of many{% endif %}'),
    ],
    ['that branches on the place', ofEach, text('{{ loop.index }} {{ loop.last }} {{ post.title }}')],
    ['that names the other posts', ofEach, text('{{ post.title }} beside {{ posts | map: "title" | join }}')],
    ['that names the first post', ofEach, text('{{ posts[0].title }}, {{ subject }}, {{ preheader }}')],
    ['that counts', ofEach, text('{% increment n %}{% cycle "odd", "even" %} {{ post.title }}')],
    [
      'that prints a file within a text',
      column(text('{% for post in posts %}{% render "own.mjml", post: post %}{% endfor %}')),
      '<b>{{ post.title }}</b>',
    ],
    [
      'that prints a file within an attribute',
      column(`<mj-text {% render "own.mjml", post: posts[0] %}>x</mj-text>`),
      'color="#123456"',
    ],
    [
      'that captures a file',
      column(
        '{% capture own %}{% render "own.mjml", post: posts[0] %}{% endcapture %}{{ own | replace: "H", "X" | raw }}{% if own contains "lighthouse" %}<mj-text>light</mj-text>{% endif %}',
      ),
      text('{{ post.title }}'),
    ],
    [
      'that renders for each',
      column('{% render "own.mjml" for posts as post %}'),
      text('{{ post.title }} {{ forloop.index }}'),
    ],
    ['whose file ends what is around it', ofEach, `${text('{{ post.title }}')}</mj-column><mj-column>`],
    [
      'whose file is half of an element',
      frame('{% for post in posts %}{% render "own.mjml", post: post %}</mj-column></mj-section>{% endfor %}'),
      `<mj-section><mj-column>${text('{{ post.title }}')}`,
    ],
    [
      'whose file is a column',
      frame('<mj-section>{% for post in posts %}{% render "own.mjml", post: post %}{% endfor %}</mj-section>'),
      `<mj-column>${text('{{ post.title }}')}</mj-column>`,
    ],
    [
      'whose files have several columns',
      frame('{% for post in posts %}{% render "own.mjml", post: post %}{% endfor %}'),
      `<mj-section>${`<mj-column>${text('{{ post.title }}')}</mj-column>`.repeat(3)}</mj-section>`,
    ],
    [
      'whose files have columns by their posts',
      frame('{% for post in posts %}{% render "own.mjml", post: post %}{% endfor %}'),
      `<mj-section>{% for tag in post.tags %}<mj-column>${text('{{ tag }}')}</mj-column>{% endfor %}<mj-column>${text('{{ post.title }}')}</mj-column></mj-section>`,
    ],
    [
      'with accordions, which write into the head',
      ofEach,
      '<mj-accordion><mj-accordion-element><mj-accordion-title>{{ post.title }}</mj-accordion-title></mj-accordion-element></mj-accordion>',
    ],
    [
      'within a wrapper',
      frame(
        '<mj-wrapper gap="20px">{% for post in posts %}{% render "own.mjml", post: post %}{% endfor %}</mj-wrapper>',
      ),
      `<mj-section><mj-column>${text('{{ post.title }}')}</mj-column></mj-section>`,
    ],
    [
      'with what is for Outlook alone',
      ofEach,
      `<mj-raw><!--[if mso | IE]><tr><td>  a  </td></tr><![endif]--></mj-raw>${text('{{ post.title }}')}<mj-raw><!--[if mso | IE]><tr><td>b</td></tr><![endif]--></mj-raw>`,
    ],
    [
      'whose file begins something for Outlook',
      column(
        '{% for post in posts %}{% render "own.mjml", post: post %}<mj-raw>  <b>  x  </b> <![endif]--></mj-raw>{% endfor %}',
      ),
      `${text('{{ post.title }}')}<mj-raw><!--[if mso | IE]></mj-raw>`,
    ],
    ['with comments', ofEach, `<!-- <mj-text> -->${text('{{ post.title }}')}<!-- </mj-text> -->`],
    [
      'with an image each, of its own width',
      ofEach,
      '{% if post.cover %}<mj-image src="{{ post.cover.url }}" alt="" fluid-on-mobile="true" />{% endif %}<mj-button href="{{ post.url }}">{{ post.title }}</mj-button>',
    ],
    [
      'with empty texts',
      ofEach,
      '<mj-text></mj-text><mj-text> </mj-text><mj-raw></mj-raw><mj-text>{{ post.title }}</mj-text><mj-text height="20px">a</mj-text>',
    ],
    [
      'that ends its loop early',
      column(
        '{% for post in posts %}{% render "own.mjml", post: post %}{% if forloop.index == 2 %}{% break %}{% endif %}{% endfor %}',
      ),
      text('{{ post.title }}'),
    ],
    [
      'whose file includes its own',
      ofEach,
      '{% layout "parts/plain.mjml" %}{% block words %}<mj-text>{{ post.title }}</mj-text>{% endblock %}',
    ],
    ['with signs like ours', ofEach, text('\ufdd20\ufdd3 \ufdd2c1\ufdd3 {{ post.title }} \ufdd2+0\ufdd3')],
    ['with a fault of Liquid', ofEach, text('{{ post.titel }}')],
    ['with a fault of MJML', ofEach, '<mj-text colour="red">{{ post.title }}</mj-text>'],
    ['with a tag that is never closed', ofEach, '<mj-text>{{ post.title }}'],
    [
      'with a tag that is of no use here',
      ofEach,
      '<mj-navbar><mj-navbar-link href="https://a.example/">a</mj-navbar-link></mj-navbar>',
    ],
  ])('%s', async (_, main, own) => {
    const files = new Map([
      ...TEMPLATES,
      ['own.mjml', own],
      ['main.mjml', main],
      ['parts/plain.mjml', '{% block words %}{% endblock %}'],
    ])
    await expectSame(files, 'main.mjml', SETS)
  })

  test.each([
    ['styles written into each tag', '<mj-style inline="inline">.small { color: red; }</mj-style>'],
    [
      'attributes by selector',
      '<mj-html-attributes><mj-selector path=".small div"><mj-html-attribute name="data-id">42</mj-html-attribute></mj-selector></mj-html-attributes>',
    ],
    ['a font', '<mj-font name="Georgia" href="https://fonts.example/georgia.css" />'],
    ['a preview', '<mj-preview>{{ preheader }}</mj-preview>'],
    ['a breakpoint', '<mj-breakpoint width="320px" />'],
  ])('whose head has %s', async (_, tag) => {
    const mail = TEMPLATES.get('parts/mail.mjml')?.replace('</mj-head>', `${tag}</mj-head>`) ?? ''
    await expectSame(new Map([...TEMPLATES, ['parts/mail.mjml', mail]]), 'digest.mjml', SETS)
  })
})

describe('a variant in a series', () => {
  const common = sampleMail([keeper])

  test('is the one that it is alone, and says what is wrong with it once', async () => {
    const story = TEMPLATES.get('parts/story.mjml')
    const templates = new Map([...TEMPLATES, ['parts/story.mjml', `${story}<mj-text><img src="x.png"></mj-text>`]])
    const series = new MailSeries(templates, clockOf(common))
    const said: string[][] = []
    for (const posts of SETS) {
      const input = { ...common, templates, posts }
      const [inSeries, alone] = [await renderVariant(input, series), await renderVariant(input)]
      expect(inSeries.variant).toEqual(alone.variant)
      for (const { code } of inSeries.problems) expect(alone.problems.map((problem) => problem.code)).toContain(code)
      said.push(inSeries.problems.map(({ code }) => code))
    }
    expect(said[0]).toContain('mail.relative-url')
    expect(said[7]).toEqual([])
  })

  test('has its own placeholder in its links, though the one before had another', async () => {
    const series = new MailSeries(common.templates, clockOf(common))
    for (const placeholder of ['a'.repeat(43), 'b'.repeat(43), 'a'.repeat(43)]) {
      const input = { ...common, posts: POSTS.slice(0, 3), placeholder }
      expect(await renderVariant(input, series)).toMatchObject({ variant: (await renderVariant(input)).variant })
    }
  })

  test('that is longer than Gmail shows is cut as it is alone', async () => {
    const long = (number: number) => ({
      ...keeper,
      id: `${number}`,
      url: `${keeper.url}${number}/`,
      html: `<p>${'Words. '.repeat(500)}</p>`.repeat(10),
    })
    const newsletter = { ...common.newsletter, template: 'post' }
    const series = new MailSeries(common.templates, clockOf(common))
    for (const count of [3, 4, 5, 4]) {
      const input = { ...common, newsletter, posts: Array.from({ length: count }, (_, number) => long(number)) }
      expect(await renderVariant(input, series)).toMatchObject({ variant: (await renderVariant(input)).variant })
    }
  })
})

describe.skipIf(!hasCorpora)('real posts (skipped without BROADSHEET_CORPORA)', () => {
  const files = ['hugo-letsencrypt', 'hugo-coderzh', 'hugo-docs'].flatMap((corpus) =>
    markdownFiles(corpus).slice(0, 25),
  )

  async function realPost(file: string, index: number): Promise<MailPost> {
    const written = readFileSync(file, 'utf8').replace(/^(---|\+\+\+)\r?\n[\s\S]*?\n\1\r?\n/, '')
    const { body } = renderBody(written, contextOf({}))
    const html = mailHtml(await withCodeRoles(body), { pictures: new Map(), columnWidth: 552 })
    const language = ['en', 'zh', 'he'][index % 3] ?? 'en'
    return {
      ...keeper,
      id: file,
      url: `https://a.example/${index}/`,
      title: `Post ${index}`,
      html,
      text: mailText(body),
      summary: summaryOf({ language }, body),
      language,
    }
  }

  test.each(LOOKS)('come out the same in the look %s', async (look) => {
    const posts = await Promise.all(files.map(realPost))
    for (const name of ['digest.mjml', 'post.mjml']) {
      const sets = Array.from({ length: 10 }, (_, turn) => posts.filter((_post, index) => (index * 7 + turn) % 11 < 2))
      await expectSame(lookOf(look), name, [...sets, ...sets.slice(0, 2)])
    }
  })
})
