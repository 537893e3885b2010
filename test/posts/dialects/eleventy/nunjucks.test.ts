import { describe, expect, it } from 'vitest'
import { asLiquid } from '../../../../src/posts/dialects/eleventy/nunjucks.ts'

const told: number[] = []
const translate = (text: string) => {
  told.length = 0
  return asLiquid(text, (_, line) => told.push(line))
}

describe('Nunjucks in Liquid', () => {
  it.each([
    ['{{ a.b["c"][0] }}', '{{ a.b["c"][0] | escape }}'],
    ['{{- a | upper -}}', '{{- a | upper | escape -}}'],
    ['{{ a | safe }}', '{{ a | safe }}'],
    ['{{ a | default("x", true) | safe }}', '{{ a | default: "x", true | safe }}'],
    ['{{ "a" ~ b ~ "c" }}', '{{ "a" | append: b | append: "c" | escape }}'],
    ['{{ a if b == 1 }}', "{% if b == 1 %}{{ a | escape }}{% else %}{{ '' | escape }}{% endif %}"],
    ['{% if not a and b in c %}', '{% if not a and c contains b %}'],
    ['{% elif a !== none %}', '{% elsif a != nil %}'],
    ['{% if a | length %}', '{% if a | length %}'],
    ['{% for a in b %}{{ loop.index0 }}{% endfor %}', '{% for a in b %}{{ forloop.index0 | escape }}{% endfor %}'],
    ['{% set a = b | trim %}', '{% assign a = b | trim %}'],
    ['{% set a %}x{% endset %}', '{% capture a %}x{% endcapture %}'],
    ['{% include "a.njk" ignore missing %}', '{% include "a.njk" %}'],
    ['{% verbatim %}{{ a }}{% endverbatim %}', '{% raw %}{{ a }}{% endraw %}'],
    ['{% image "a.png", "b" %}', '{% image "a.png", "b" %}'],
    ['{% block a %}x{% endblock %}', 'x'],
    ['{# a\nb #}{{ a', '\n{{ a'],
  ])('%s', (nunjucks, liquid) => {
    expect(translate(nunjucks)).toBe(liquid)
    expect(told).toEqual([])
  })

  it('tells what is more, by its line, and keeps the lines', () => {
    expect(translate('a\n{{ f(x) }}\n{% if a == (b) %}kept{% endif %}\n{% for x in f() %}once{% endfor %}')).toBe(
      'a\n\n{% if true %}kept{% endif %}\n{% for nothing in (1..1) %}once{% endfor %}',
    )
    expect(told).toEqual([2, 3, 4])
  })

  it.each([
    ['calls', '{{ f(x) }}\n'.repeat(50_000)],
    ['openings', '{{'.repeat(200_000)],
    ['filters', `{{ a ${'| f(1) '.repeat(50_000)} }}`],
    ['quotes', `{{ ${'"'.repeat(50_001)} }}`],
    ['raw without end', '{% raw %}'.repeat(50_000)],
    ['dashes', `{{${'-'.repeat(100_000)}`],
  ])('takes a moment for %s', (_, text) => {
    const began = performance.now()
    translate(text)
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})
