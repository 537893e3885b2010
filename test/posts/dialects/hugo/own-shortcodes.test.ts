import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { formatProblem } from '../../../../src/config/problem.ts'
import { ownShortcodes } from '../../../../src/posts/dialects/hugo/own-shortcodes.ts'
import { hugoSyntax } from '../../../../src/posts/dialects/hugo/shortcodes.ts'
import { renderBody } from '../../../../src/posts/markdown/render-body.ts'
import { contextOf, MARKUP } from '../../body-of.ts'

const TEMPLATES = {
  note: '<aside title="{{ params.title }}">\n{{ inner | markdown }}</aside>\n',
  kbd: '{% for key in args %}<kbd>{{ key }}</kbd>{% endfor %}',
  'ui/bold': '**{{ inner }}** ({{ args[0] }})',
  twice: '{% render "kbd", args: args %}{% render "kbd", args: args %}',
  raw: '<p>{{ inner | raw }}</p>',
  about: '{{ page.title }} {{ page.url }} {{ page.language }} {{ params.constructor }}{{ args.length }}',
  greedy: '{% for i in (1..100000000) %}x{% endfor %}',
  outside: '{% render "../../broadsheet.toml" %}',
  mistake: '{{ inner | markdwon }}',
  youtube: 'no videos here',
}

function contextWith(templates: Map<string, string>) {
  return contextOf({
    ask: ([about, name]) => (about === 'shortcode' && templates.has(`${name}.liquid`) ? 'its text' : undefined),
    syntax: hugoSyntax(ownShortcodes(templates, MARKUP)),
  })
}

function render(markdown: string) {
  const templates = new Map(Object.entries(TEMPLATES).map(([name, text]) => [`${name}.liquid`, text]))
  const { body, problems } = renderBody(markdown, contextWith(templates))
  return { html: toHtml(body.tree).trim(), problems: problems.map(formatProblem) }
}

test.each([
  [
    'HTML, with the inner text read as Markdown',
    '{{< note title="\\"Mind\\"" >}}\nThe *tide*\n{{< /note >}}',
    '<aside title="&#x22;Mind&#x22;">\n<p>The <em>tide</em></p>\n</aside>',
  ],
  ['arguments in their order', 'Press {{< kbd Ctrl "<b>" >}}.', '<p>Press <kbd>Ctrl</kbd><kbd>&#x3C;b></kbd>.</p>'],
  ['Markdown, where it is written so', 'a {{% ui/bold x %}}b{{% /ui/bold %}}', '<p>a <strong>b</strong> (x)</p>'],
  ['one may use another', 'a {{< twice x />}}', '<p>a <kbd>x</kbd><kbd>x</kbd></p>'],
  [
    'one within another, an embedded one among them',
    '{{< note >}}\n{{< gist a b1 >}}\n\n{{< kbd x >}} y\n{{< /note >}}',
    '<aside title="">\n<broadsheet-card url="https://gist.github.com/a/b1" title="GitHub Gist · a/b1"></broadsheet-card>\n<p><kbd>x</kbd> y</p>\n</aside>',
  ],
  ['the post', '{{< about >}}', '<p>Moon https://lantern.example/posts/moon/ en 0</p>'],
  ['in place of one of Hugo’s', '{{< youtube a_bcdefghij >}}', '<p>no videos here</p>'],
  [
    'addresses become absolute',
    '{{< raw >}}<a href="/x">y</a>{{< /raw >}}',
    '<p><a href="https://lantern.example/x">y</a></p>',
  ],
])('%s', (_, markdown, html) => expect(render(markdown)).toEqual({ html, problems: [] }))

test.each([
  ['mistake', 'undefined filter: markdwon'],
  ['greedy', 'limit'],
  ['outside', 'ENOENT'],
])('a fault is told once a file, and the inner text stays: %s', (name, fault) => {
  const { html, problems } = render(`{{< ${name} >}}kept{{< /${name} >}}\n\n{{< ${name} >}}`)
  expect(html).toBe('<p>kept</p>')
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(
    `content/posts/moon.md:1: the template of the shortcode \`${name}\` has a fault (2 times in this file)`,
  )
  expect(problems[0]).toContain(fault)
})

test('neither clock nor chance', () => {
  const context = contextWith(new Map([['now.liquid', '{{ "now" | date: "%s" }}']]))
  expect(renderBody('{{< now >}}', context).problems[0]?.hint).toContain('undefined filter: date')
})
