import { toHtml } from 'hast-util-to-html'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readableText } from '../../../../src/bodies/readable-text.ts'
import { openSite } from '../../../../src/sources/content-folder.ts'
import { aFolder, configIn } from '../../a-folder.ts'

const now = Temporal.Instant.from('2026-11-30T00:00:00Z')
const CONFIG = 'title: The Lantern\nurl: https://lantern.example\nbaseurl: /blog\ntimezone: Asia/Taipei\nislands: 3\n'
const OTHERS = {
  '_config.yml': CONFIG,
  '_posts/2026-01-30-other.md': '---\ntitle: The other\ntags: [sea]\n---\nText\n',
  'about.md': '---\ntitle: About\n---\nText\n',
  '_includes/note.html': '<b>{{ include.kind }}: {{ include.text }}</b>',
  '_includes/self.html': '{% include self.html %}',
  '_data/boats.yml': '- name: Anna\n  length: 9\n- name: Berta\n  length: 12\n',
  '_data/ports/all.csv': 'name,depth\nEast,4\nWest,7\n',
}

async function render(text: string, files: Record<string, string> = {}, front = 'colour: red') {
  const dir = aFolder({
    ...OTHERS,
    ...files,
    '_posts/2026-01-31-a-walk.md': `---\ntitle: A walk\n${front}\n---\n${text}\n`,
  })
  const site = await openSite(configIn(dir, { source: dir, static: [] }, { url: 'https://lantern.example/blog/' }), now)
  const post = site.posts.find(({ path }) => path.includes('a-walk')) ?? expect.fail('no post')
  const { body, problems } = await site.body(post)
  const tree = body?.tree ?? expect.fail('no body')
  return { text: readableText(tree.children), html: toHtml(tree).trim(), problems }
}

describe('Liquid in a post', () => {
  it.each([
    ['{{ page.title }}, {{ page.colour }}, {{ page.date }}', 'A walk, red, 2026-01-31 00:00:00 +0800'],
    ['{{ page.url }}', '/2026/01/31/a-walk.html'],
    ['{{ site.title }}: {{ site.islands | plus: 1 }}', 'The Lantern: 4'],
    ['{{ site.time | date: "%Y" }} {{ "now" | date: "%d %b" }}', '2026 31 Jan'],
    ['{{ page.date | date_to_string }} {{ page.date | date_to_xmlschema }}', '31 Jan 2026 2026-01-31T00:00:00+08:00'],
    ['{% for post in site.posts %}{{ post.title }} {% endfor %}', 'A walk The other'],
    ['{% for post in site.tags.sea %}{{ post.url }}{% endfor %}', '/2026/01/30/other.html'],
    ['{% for boat in site.data.boats %}{% if boat.length > 10 %}{{ boat.name }}{% endif %}{% endfor %}', 'Berta'],
    ['{% assign west = site.data.ports.all | where: "name", "West" | first %}{{ west.depth }}', '7'],
    ['{{ site.data.boats | map: "name" | join: ", " }}', 'Anna, Berta'],
    ['{% include note.html kind="Mind" text=page.colour %}', 'Mind: red'],
    ['{% link about.md %}', '/blog/about.html'],
    ['{% link _posts/2026-01-30-other.md %}', '/blog/2026/01/30/other.html'],
    ['{% post_url 2026-01-30-other %}', '/blog/2026/01/30/other.html'],
    ['{{ "/a b/" | relative_url }} {{ "x.css" | absolute_url }}', '/blog/a b/ https://lantern.example/blog/x.css'],
    ['{{ "The _config.yml file" | slugify }} {{ "Ab, c" | slugify: "pretty" }}', 'the-config-yml-file ab,-c'],
    ['{% raw %}{{ page.title }}{% endraw %}', '{{ page.title }}'],
    ['a{% comment %}{% nothing %}{% endcomment %}b', 'ab'],
    ['x{{ nothing.there }}', 'x'],
    ['x{{ page.constructor }}{{ site.__proto__ }}{{ site.data.constructor.name }}', 'x'],
  ])('%s', async (text, expected) => {
    const { text: found, problems } = await render(text)
    expect(found.trim()).toBe(expected)
    expect(problems).toEqual([])
  })

  it('shows highlighted code as it is', async () => {
    const { html } = await render('{% highlight ruby %}\ndef a\n  "<b>" *x*\nend\n{% endhighlight %}')
    expect(html).toBe('<pre><code class="language-ruby">def a\n  "&#x3C;b>" *x*\nend\n</code></pre>')
  })

  it('is left alone where front matter says so', async () => {
    expect((await render('{{ page.title }}', {}, 'render_with_liquid: false')).text.trim()).toBe('{{ page.title }}')
  })

  it('names a tag and a filter that it does not know, and shows what is within', async () => {
    const { text, problems } = await render('Sea {% box %}and {{ "wind" | whirl }}{% endbox %}\n\n{% star %}{% star %}')
    expect(text.trim()).toBe('Sea and wind')
    expect(problems).toMatchObject([
      {
        code: 'liquid.unknown',
        file: '_posts/2026-01-31-a-walk.md',
        line: 5,
        message: expect.stringContaining('{% box %}'),
      },
      { message: expect.stringContaining('| whirl') },
      { line: 7, message: expect.stringContaining('(2 times in this file)') },
    ])
  })

  it.each([
    ['an include of itself', 'Sea {% include self.html %}', 'it includes itself, or nests too deep'],
    [
      'a loop without end',
      'Sea {% for i in (1..100000000) %}{% for j in (1..100000) %}x{% endfor %}{% endfor %}',
      'limit exceeded',
    ],
    ['a tag that is not closed', 'Sea\n{% if page %}', 'not closed'],
  ])('%s is a sentence with its place', async (_, text, reason) => {
    const { text: found, problems } = await render(text)
    expect(found).toMatch(/^Sea/)
    expect(problems).toMatchObject([
      { code: 'liquid.syntax', file: '_posts/2026-01-31-a-walk.md', line: expect.any(Number) },
    ])
    expect(problems[0]?.message).toContain(reason)
  })

  it('a link to a file that is not there is a problem with its line', async () => {
    const { problems } = await render('Sea\n{% link no.md %} {% post_url 2020-01-01-no %}')
    expect(problems).toMatchObject([
      { code: 'liquid.link', line: 6, message: '{% link no.md %} names no file of the site.' },
      { code: 'liquid.link', line: 6, message: '{% post_url 2020-01-01-no %} names no file of the site.' },
    ])
  })

  it('an include that is not there, or lies outside of the site, is a problem with its line, and the rest is run', async () => {
    const { text, problems } = await render(
      'Sea {% include no.html %}{{ page.title }}\n{% include ../../../etc/passwd %}',
    )
    expect(text.trim()).toBe('Sea A walk')
    expect(problems).toMatchObject([
      { code: 'liquid.link', line: 5, message: "{% include no.html %} names no file of the site's includes." },
      {
        code: 'liquid.link',
        line: 6,
        message: "{% include ../../../etc/passwd %} names no file of the site's includes.",
      },
    ])
  })

  it('takes the site’s own mark for the end of an excerpt', async () => {
    const { html } = await render('One\n\n<!-- cut -->\n\nTwo', {}, 'excerpt_separator: "<!-- cut -->"')
    expect(html).toContain('<!--more-->')
  })
})
