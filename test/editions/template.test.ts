import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { renderTemplate } from '../../src/editions/template.ts'
import type { TemplateFiles } from '../../src/editions/variant-input.ts'

const CLOCK = { now: Temporal.Instant.from('2026-11-15T22:30:00Z'), timezone: 'Asia/Taipei', language: 'en' }

/** A whole mail around some lines; they begin in line 2. */
const around = (lines: string) =>
  `<mjml><mj-body><mj-section><mj-column>\n${lines}\n</mj-column></mj-section></mj-body></mjml>`

function render(files: Record<string, string>, values: object = { title: 'A <light>', posts: [1, 2, 3] }) {
  const templates: TemplateFiles = new Map(Object.entries(files))
  return renderTemplate(templates, 'a.mjml', values, CLOCK)
}

async function htmlOf(files: Record<string, string>, values?: object): Promise<string> {
  const result = await render(files, values)
  return 'html' in result ? result.html : expect.fail(JSON.stringify(result.problems))
}

describe('a fault is told with file, line and column, and nothing is rendered', () => {
  test.each([
    ['a mistyped name', '<mj-text>{{ titel }}</mj-text>', 'template.liquid', 2, 13, /undefined variable: titel/i],
    [
      'a mistyped filter',
      '<mj-text>\n {{ title | upcas }}</mj-text>',
      'template.liquid',
      3,
      2,
      /undefined filter: upcas/i,
    ],
    ['a loop without end', '\n {% for post in posts %}', 'template.liquid', 3, 2, /not closed/],
    ['a tag that Liquid does not know', '{% fro post in posts %}', 'template.liquid', 2, 1, /Tag "fro" not found/],
    [
      'a part that is not there',
      '<mj-text>a</mj-text> {% render "b.mjml" %}',
      'template.liquid',
      2,
      22,
      /no template "b.mjml"/,
    ],
    ['a file outside the templates', '{% render "../../etc/passwd" %}', 'template.liquid', 2, 1, /no template/],
    [
      'a loop that would never end',
      '{% for i in (1..900000000) %}x{% endfor %}',
      'template.liquid',
      2,
      1,
      /limit exceeded/,
    ],
    ['a tag that MJML does not know', '<mj-txt>a</mj-txt>', 'template.mjml', 2, 1, /mj-txt: .*doesn't exist/],
    ['an attribute that MJML does not know', '  <mj-text colour="red">a</mj-text>', 'template.mjml', 2, 3, /colour/],
    ['a tag in the wrong place', '<mj-section></mj-section>', 'template.mjml', 2, 1, /cannot be used inside mj-column/],
    ['a tag never closed', '<mj-text>a</mj-text>\n <mj-text>b', 'template.mjml', 3, 2, /mj-text is never closed/],
    ['an include', '<mj-include path="/etc/passwd" />', 'template.mjml', 2, 1, /mj-include is not used/],
    ['a tag that makes random names', '<mj-navbar></mj-navbar>', 'template.mjml', 2, 1, /random/],
  ])('%s', async (_what, lines, code, line, column, message) => {
    expect(await render({ 'a.mjml': around(lines) })).toEqual({
      problems: [
        expect.objectContaining({
          code,
          severity: 'error',
          file: 'templates/a.mjml',
          line,
          column,
          message: expect.stringMatching(message),
        }),
      ],
    })
  })

  test('after a loop has shifted all lines', async () => {
    const lines =
      '{% for post in posts %}\n<mj-text>{{ post }}</mj-text>\n{% endfor %}\n\n<mj-text sise="1">b</mj-text>'
    expect(await render({ 'a.mjml': around(lines) })).toMatchObject({ problems: [{ line: 6, column: 1 }] })
  })

  test('in the part where it is, and each of several', async () => {
    const files = {
      'a.mjml': around('<mj-text>a</mj-text>\n{% render "parts/b.mjml" %}'),
      'parts/b.mjml': '\n<mj-text>\n{{ title }}</mj-text>\n <mj-text a="1">b</mj-text><mj-image b="2" />',
    }
    expect(await render(files)).toMatchObject({
      problems: [
        { file: 'templates/parts/b.mjml', line: 4, column: 2, message: expect.stringContaining('mj-text') },
        { file: 'templates/parts/b.mjml', line: 4, column: 28, message: expect.stringContaining('mj-image') },
      ],
    })
  })

  test('a mistyped name in a part', async () => {
    const files = {
      'a.mjml': around('{% render "b.mjml" %}'),
      'b.mjml': '<mj-text>a</mj-text>\n<mj-text>{{ titel }}</mj-text>',
    }
    expect(await render(files)).toMatchObject({ problems: [{ file: 'templates/b.mjml', line: 2, column: 13 }] })
  })

  test('a template larger than any', async () => {
    expect(await render({ 'a.mjml': around('x'.repeat(1_000_001)) })).toMatchObject({
      problems: [{ code: 'template.liquid', file: 'templates/a.mjml', message: expect.stringContaining('limit') }],
    })
  })

  test('a template that is no MJML at all', async () => {
    expect(await render({ 'a.mjml': 'Dear reader' })).toMatchObject({
      problems: [{ code: 'template.mjml', file: 'templates/a.mjml' }],
    })
  })
})

describe('a template', () => {
  test('escapes what it prints, unless it says raw', async () => {
    const html = await htmlOf({ 'a.mjml': around('<mj-text>{{ title }}, {{ "<b>b</b>" | raw }}</mj-text>') })
    expect(html).toContain('A &lt;light&gt;, <b>b</b>')
  })

  test('sees values’ own properties only', async () => {
    const html = await htmlOf({ 'a.mjml': around('<mj-text>[{% if title.constructor %}x{% endif %}]</mj-text>') })
    expect(html).toContain('[]')
  })

  test('leaves no trace of how its lines are kept', async () => {
    const html = await htmlOf({ 'a.mjml': around('<mj-text>{% raw %}<mj-text>{% endraw %}</mj-text></mj-text>') })
    expect(html).not.toMatch(/[\ufdd0\ufdd1]/)
  })

  test('that asks for now gets the edition’s date, in the site’s zone', async () => {
    const html = await htmlOf({ 'a.mjml': around('<mj-text>{{ "now" | date: "%Y-%m-%d %H:%M" }}</mj-text>') })
    expect(html).toContain('2026-11-16 06:30')
  })

  test('cannot draw lots', async () => {
    expect(await render({ 'a.mjml': around('<mj-text>{{ posts | sample }}</mj-text>') })).toMatchObject({
      problems: [{ message: expect.stringContaining('Undefined filter: sample') }],
    })
  })
})
