import type { ElementContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { expect, test } from 'vitest'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { bodyText } from '../../src/bodies/to-text.ts'
import { LOOK_NAMES } from '../../src/config/theme.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { textOf } from '../../src/posts/element.ts'
import { bodyOf } from '../posts/body-of.ts'
import { templatesOf } from './looks.ts'
import { keeper, sampleMail } from './sample-mail.ts'

/** What Liquid, MJML and Broadsheet itself would take for theirs. */
const MARKS = [
  '{{ site.title }}',
  '{{ post.title | upcase }}',
  '{% assign a = 1 %}',
  '{%- raw -%}',
  '{% endblock %}',
  '<mj-section>',
  '</mj-raw>',
  '<mj-include path="x" />',
  ']]>',
]
const WRITTEN = MARKS.map((mark) => (mark.startsWith('<') ? `\`${mark}\`` : mark)).join(' and ')
const body = bodyOf(`${WRITTEN}\n\n    ${MARKS.join(' ')}`)
const post = {
  ...keeper,
  title: MARKS.join(' '),
  summary: MARKS.join(' '),
  html: mailHtml(body, { pictures: new Map(), columnWidth: 552 }),
  text: bodyText(body),
}

test.each(
  LOOK_NAMES.flatMap((look) => ['digest', 'post', 'plain-letter'].map((template) => [look, template] as const)),
)('the marks of templates in a post are shown as they were written: %s, %s', async (look, template) => {
  const input = sampleMail([post, keeper], 'en', { templates: templatesOf(look) })
  const { variant, problems } = await renderVariant({ ...input, newsletter: { ...input.newsletter, template } })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const shown = textOf(fromHtml(variant?.html ?? '').children as ElementContent[]).replace(/\s+/g, ' ')
  for (const mark of MARKS) {
    expect(variant?.subject).toContain(mark)
    expect(shown).toContain(mark)
    expect(variant?.text.replace(/\s+/g, ' ')).toContain(mark)
  }
})
