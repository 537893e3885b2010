import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BroadsheetError, formatProblem } from '../../../../src/config/problem.ts'
import { detectSite } from '../../../../src/sources/engines/engines.ts'
import { CORPORA, hasCorpora } from '../../../corpora.ts'
import { aFolder } from '../../a-folder.ts'
import { read } from '../reading.ts'

const CONFIG = 'export default function (eleventyConfig) {}\nexport const config = { dir: { input: "src" } };\n'
const page = (front = '', text = 'Text') => `---\ntitle: A\n${front}\n---\n${text}\n`
const open = (dir: string, source = 'src', content = {}) =>
  read(dir, { source: join(dir, source), dialect: 'auto', static: [], ...content }, { url: 'https://lantern.example/' })

describe('an Eleventy site', () => {
  it('has dates, addresses, tags and data as Eleventy has them', async () => {
    const dir = aFolder({
      '.eleventy.js': CONFIG,
      '.eleventyignore': 'src/drafts\nsrc/*.tmp.md\n',
      '.gitignore': 'src/old/\n',
      'src/_data/site.json': '{ "tagline": "Lamps" }',
      'src/_includes/post.md': page('date: 2026-01-01'),
      'src/blog/blog.json': '{ "tags": ["posts"], "author": "Mei", "layout": "post.njk" }',
      'src/blog/2026-11-20-first-light.md': page('tags: [sky, posts]\nauthor: Ann'),
      'src/blog/second.md': page('date: 2026-11-19T20:30:00+08:00\ntags: "sea, sky"\nupdated: 2026-11-20'),
      'src/blog/trip/index.md': page('date: 2026-11-18'),
      'src/blog/harbour/harbour.md': page('date: 2026-11-17\nlang: de'),
      'src/blog/own.md': page(
        'date: 2026-11-16\nname: Été & mer\npermalink: "/{{ page.date | date: \'%Y/%m\' }}/{{ name | slugify }}-{{ author | downcase }}/index.html"',
      ),
      'src/blog/file.md': page('date: 2026-11-15\npermalink: file.html'),
      'src/blog/none.md': page('date: 2026-11-15\npermalink: false'),
      'src/blog/feed.md': page('date: 2026-11-15\npermalink: /feed.json'),
      'src/blog/hidden.md': page('date: 2026-11-15\neleventyExcludeFromCollections: true'),
      'src/blog/pages.md': page('date: 2026-11-15\npagination:\n  data: x'),
      'src/blog/draft.md': page('date: 2026-11-14\ndraft: true'),
      'src/blog/ahead.md': page('date: 2026-12-24'),
      'src/blog/plain.html': '---\ntitle: A\ndate: 2026-11-13\n---\n<p>Text</p>',
      'src/blog/njk.njk': '---\ntitle: A\ndate: 2026-11-12\n---\n<p>Text</p>',
      'src/docs/docs.11tydata.json': '{ "permalink": "/d/{{ page.fileSlug }}/", "tags": ["docs"] }',
      'src/docs/deep/deep.json': '{ "override:tags": ["deep"], "date": "2026-11-11" }',
      'src/docs/deep/page.md': page('tags: x'),
      'src/docs/deep/page.json': '{ "title": "never seen", "description": "Of its own" }',
      'src/about.md': page(),
      'src/drafts/a.md': page('date: 2026-01-01'),
      'src/old/a.md': page('date: 2026-01-01'),
      'src/a.tmp.md': page('date: 2026-01-01'),
      'other/a.md': page('date: 2026-01-01'),
    })
    const { lines, said, posts, notNews } = await open(dir)
    expect(said).toEqual([])
    expect(lines).toEqual([
      'live | https://lantern.example/blog/ahead/ | 2026-12-24 | A',
      'live | https://lantern.example/blog/2026-11-20-first-light/ | 2026-11-20 | A | sky',
      'live | https://lantern.example/blog/second/ | 2026-11-19 | A | sea,sky',
      'live | https://lantern.example/blog/trip/ | 2026-11-18 | A',
      'live | https://lantern.example/blog/harbour/ | 2026-11-17 | A',
      'live | https://lantern.example/2026/11/ete-and-mer-mei/ | 2026-11-16 | A',
      'live | https://lantern.example/file.html | 2026-11-15 | A',
      'draft | https://lantern.example/blog/draft/ | 2026-11-14 | A',
      'live | https://lantern.example/blog/plain/ | 2026-11-13 | A',
      'live | https://lantern.example/blog/njk/ | 2026-11-12 | A',
      'live | https://lantern.example/d/page/ | 2026-11-11 | A | x',
    ])
    expect(posts.map(({ authors }) => authors.map(({ name }) => name).join()).slice(0, 2)).toEqual(['Mei', 'Ann'])
    expect(posts.find(({ path }) => path === 'blog/second.md')?.updatedAt?.instant.toString()).toBe(
      '2026-11-20T00:00:00Z',
    )
    expect(posts.find(({ path }) => path.endsWith('harbour.md'))?.language).toBe('de')
    expect(posts.find(({ path }) => path.endsWith('page.md'))).toMatchObject({
      description: 'Of its own',
      terms: ['deep'],
    })
    expect(notNews).toEqual([
      { why: 'undated', files: ['src/about.md'] },
      { why: 'unlisted', files: ['src/blog/hidden.md'] },
    ])
  })

  it('takes titles from where a site has them', async () => {
    const dir = aFolder({
      '.eleventy.js': '',
      '2026-11-20-a.md': '---\nnewstitle: Of the news\nsubtitle: not this\n---\nText',
      '2026-11-19-b.md': '# Of the *heading*\n\nText',
      '2026-11-18-c.md': '---\neleventyNavigation:\n  key: Of the menu\n---\nText',
      '2026-11-17-of-the-file.md': '---\ndescription: x\n---\nText',
      '2026-11-16-e.md': '---\nnewstitle: news\neleventyComputed:\n  title: "Made of {{ newstitle }}"\n---\nText',
    })
    const { posts, html, said } = await open(dir, '.')
    expect(said).toEqual([])
    expect(posts.map(({ title }) => title)).toEqual([
      'Of the news',
      'Of the heading',
      'Of the menu',
      'of the file',
      'Made of news',
    ])
    expect((await html('2026-11-19-b.md')).html).toBe('<p>Text</p>')
  })

  it('runs the Liquid of a post, in code, too, and drops what is code of the site', async () => {
    const text = [
      '[beside](b.md) [from the input folder](posts/b.md) [the same](/posts/b.md#part) [none](c.md)',
      '',
      '{{ site.tagline }}, {{ title }}, {{ page.url }}, {{ page.date | date: "%Y" }}, {{ "/a/" | url }}, {{ title | slugify }}{{ missing }}',
      '',
      '{% for item in collections.posts %}- [{{ item.data.title }}]({{ item.url }})\n{% endfor %}',
      '{% if draft %}no{% else %}yes{% endif %}',
      '',
      '```js',
      'const a = "{{ title }}";{% raw %} {{ kept }}{% endraw %}',
      '```',
      '',
      '{% callout "info" %}Inner *text*{% endcallout %} {% image "./boat.png", "A boat" %} {% youtube "abc" %}',
      '{% weblink "Its words", "https://there.example/" %} {{ title | shout }} {{ made }}',
      '',
      '{% highlight "js" %}',
      'let a = 1 < 2',
      '{% endhighlight %}',
      '',
      '{% css %}.a { color: red }{% endcss %}{% include "note.html" %}',
      '',
      '    not code',
    ].join('\n')
    const dir = aFolder({
      'eleventy.config.mjs': CONFIG,
      'src/_data/site.yaml': 'tagline: Lamps',
      'src/_data/made.js': 'export default async () => fetch("https://a.example")',
      'src/_includes/note.html': '<p>Note of {{ title }}</p>',
      'src/posts/posts.yaml': 'tags: posts\n',
      'src/posts/a.md': page('date: 2026-11-20', text),
      'src/posts/b.md': page('date: 2026-11-19'),
      'src/posts/boat.png': 'png',
    })
    const { html, problems } = await (await open(dir)).html('posts/a.md')
    expect(html).toMatchInlineSnapshot(`
      "<p><a href="https://lantern.example/posts/b/">beside</a> <a href="https://lantern.example/posts/b/">from the input folder</a> <a href="https://lantern.example/posts/b/#part">the same</a> <a href="https://lantern.example/posts/a/c.md">none</a></p>
      <p>Lamps, A, /posts/a/, 2026, /a/, a</p>
      <ul>
      <li><a href="https://lantern.example/posts/b/">A</a></li>
      <li><a href="https://lantern.example/posts/a/">A</a></li>
      </ul>
      <p>yes</p>
      <pre><code class="language-js">const a = "A"; {{ kept }}
      </code></pre>
      <p>Inner <em>text</em> <img src="https://lantern.example/posts/boat.png" alt="A boat">
      <a href="https://there.example/">Its words</a> A</p>
      <pre><code class="language-js">let a = 1 &#x3C; 2
      </code></pre>
      <p>Note of A</p>
      <p>not code</p>"
    `)
    expect(problems).toMatchInlineSnapshot(`
      [
        "src/posts/a.md:18: The variable \`made\` is made by JavaScript, which is not run: nothing is shown in its place. Write what readers are to see into a data file of JSON or YAML.",
        "src/posts/a.md:17: the Liquid tag \`{% callout %}\` is unknown: what stands between it and its end is shown. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
        "src/posts/a.md:17: the Liquid tag \`{% image %}\` is unknown: what stands between it and its end is shown. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
        "src/posts/a.md:17: the Liquid tag \`{% youtube %}\` is unknown: what stands between it and its end is shown. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
        "src/posts/a.md:18: the Liquid tag \`{% weblink %}\` is unknown: what stands between it and its end is shown. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
        "src/posts/a.md:18: the Liquid filter \`| shout\` is unknown: what goes into it comes out. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
        "src/posts/a.md:5: The link c.md leads nowhere: the site has nothing there. Correct it, or take it out.",
      ]
    `)
  })

  it('reads the Nunjucks of a post as far as it is plain', async () => {
    const text = [
      '{# a comment',
      'of two lines #}{% set name = "Mei & Ann" %}{{ name }}, {{ name | safe }}, {{ title | upper }}, {{ "a" if draft else "b" }}',
      '',
      '{% for tag in words %}{{ loop.index }}. {{ tag | title | replace("S", "s") }}{% if not loop.last %}; {% endif %}{% endfor %}',
      '{% for key, value in map %}{{ key }}={{ value ~ "!" }} {% endfor %}',
      '',
      '{% if words | length and "sea" in words %}one{% elif title === "A" %}two{% else %}three{% endif %}',
      '{% if (title or name) and draft %}kept{% endif %} {{ helper(title) }} {{ 1 + 2 }}',
      '',
      '{% set block %}Of *several* words{% endset %}{{ block | safe }}',
      '{% macro button(text) %}<b>{{ text }}</b>{% endmacro %}{% from "a.njk" import b %}',
      '{% callout "info" %}{{ title }}{% endcallout %}',
      '',
      '{% verbatim %}{{ kept }}{% endverbatim %} {% include "note.njk" %}',
    ].join('\n')
    const dir = aFolder({
      'eleventy.config.js': 'export const config = { markdownTemplateEngine: "njk", dir: { input: "src" } }',
      'src/_includes/note.njk': '<p>Note of {{ title | lower }}</p>',
      'src/a.md': page('date: 2026-11-20\nwords: [sky, sea]\nmap: { one: 1, two: 2 }', text),
    })
    const { html, problems } = await (await open(dir)).html('a.md')
    expect(html).toMatchInlineSnapshot(`
      "<p>Mei &#x26; Ann, Mei &#x26; Ann, A, b</p>
      <ol>
      <li>sky; 2. sea
      one=1! two=2!</li>
      </ol>
      <p>one
      kept</p>
      <p>Of <em>several</em> words</p>
      <p>A</p>
      <p>{{ kept }} </p><p>Note of a</p>"
    `)
    expect(problems).toMatchInlineSnapshot(`
      [
        "src/a.md:13: The Nunjucks \`{% if words | length and "sea" in words %}\` is more than variables, comparisons and filters. What is between its tags is shown, and nothing of its own.",
        "src/a.md:14: The Nunjucks \`{% if (title or name) and draft %}\` is more than variables, comparisons and filters. What is between its tags is shown, and nothing of its own.",
        "src/a.md:14: The Nunjucks \`{{ helper(title) }}\` is more than variables, comparisons and filters. What is between its tags is shown, and nothing of its own.",
        "src/a.md:14: The Nunjucks \`{{ 1 + 2 }}\` is more than variables, comparisons and filters. What is between its tags is shown, and nothing of its own.",
        "src/a.md:18: the Nunjucks tag \`{% callout %}\` is unknown: what stands between it and its end is shown. It may be of a plugin or of the site's own configuration, whose JavaScript is not run.",
      ]
    `)
  })

  it('leaves braces alone where the site reads no templates in Markdown', async () => {
    const dir = aFolder({
      'eleventy.config.js': 'module.exports = () => ({ markdownTemplateEngine: false })',
      '2026-11-20-a.md': page('', 'A {{ brace }}'),
      '2026-11-19-b.md': page('templateEngineOverride: njk,md', 'A {{ title }}'),
    })
    const site = await open(dir, '.')
    expect((await site.html('2026-11-20-a.md')).html).toBe('<p>A {{ brace }}</p>')
    expect((await site.html('2026-11-19-b.md')).html).toBe('<p>A A</p>')
  })
})

describe('what an Eleventy site says in JavaScript', () => {
  it('is read where it is plain', async () => {
    const dir = aFolder({
      'eleventy.config.js': `const INPUT = "./content/";
export default function (config) {
  config.addPassthroughCopy({ "./public/": "/" });
  config.addPassthroughCopy("content/img");
  config.setLibrary("md", markdownIt({ html: true, breaks: true, linkify: true }));
}
export const config = { pathPrefix: "/blog/", dir: { input: INPUT, includes: "../_includes" } };`,
      'content/posts/posts.11tydata.js':
        'module.exports = { tags: ["posts"], permalink: "/{{ page.fileSlug }}/", author: "Mei" };',
      'content/posts/a.md':
        '---js\nconst title = "By constants";\nconst date = "2026-11-20";\n---\nOne\ntwo ![](/img/a.png) ![](/b.png) https://a.example',
      'content/posts/b.md': '---js\n{ title: "A map", date: "2026-11-19", }\n---\nText',
      'content/img/a.png': 'png',
      'public/b.png': 'png',
    })
    const { lines, said, html, posts } = await open(dir, 'content')
    expect(said).toEqual([])
    expect(lines).toEqual([
      'live | https://lantern.example/blog/a/ | 2026-11-20 | By constants',
      'live | https://lantern.example/blog/b/ | 2026-11-19 | A map',
    ])
    expect(posts[0]?.authors).toEqual([{ name: 'Mei' }])
    expect(await html('posts/a.md')).toMatchInlineSnapshot(`
      {
        "html": "<p>One<br>
      two <img src="https://lantern.example/blog/img/a.png" alt=""> <img src="https://lantern.example/b.png" alt=""> <a href="https://a.example">https://a.example</a></p>",
        "problems": [],
      }
    `)
  })

  it('is named where it is code, with what to write instead', async () => {
    const dir = aFolder({
      'eleventy.config.js':
        'export default (c) => { c.addPassthroughCopy(folders); return { dir: { input: process.env.IN }, pathPrefix: process.env.P || "/" } }',
      'blog/blog.11tydata.js':
        'export default { tags: ["posts"], permalink: (data) => `/${data.page.fileSlug}/`, date: new Date() }',
      'blog/a.md': page('date: 2026-11-20'),
      'docs/docs.11tydata.js': 'export default function () { return { tags: [] } }',
      'docs/a.md': page('date: 2026-11-20\npermalink: "/{% if a %}b{% endif %}/"'),
      'docs/b.md': page('date: git Last Modified'),
      'docs/c.md': '---js\nconst title = name();\n---\nText',
    })
    const { lines, said } = await open(dir, '.')
    expect(lines).toEqual([])
    expect(said.sort()).toMatchInlineSnapshot(`
      [
        "blog/blog.11tydata.js: Of this file, date is JavaScript, which is not run. Write what posts need of it as plain values, or into a file of JSON or YAML beside it.",
        "blog/blog.11tydata.js: The permalink of these pages is JavaScript, which is not run. Write their pattern as permalink in [content] of broadsheet.toml, such as "/blog/:slug/"; until then they are left out.",
        "docs/a.md:4: The permalink /{% if a %}b{% endif %}/ has more in it than variables and plain filters. Write the address itself, or a pattern as permalink in [content] of broadsheet.toml; until then the page is left out.",
        "docs/b.md:3: The date "git Last Modified" is not known, so that the page is no news. Write it into the data of the folder (posts.json), in a clone with its whole history; or write the day itself.",
        "docs/c.md:1: The front matter is JavaScript, which is not run. Write it in YAML, TOML or JSON.",
        "docs/docs.11tydata.js: Of this file, all of it is JavaScript, which is not run. Write what posts need of it as plain values, or into a file of JSON or YAML beside it.",
        "eleventy.config.js: addPassthroughCopy is JavaScript here, which is not run. Write the folders of pictures as static in [content] of broadsheet.toml.",
        "eleventy.config.js: dir.input is JavaScript here, which is not run. Write the folder of the posts as source in [content] of broadsheet.toml.",
      ]
    `)
    const told = await open(dir, '.', { permalink: '/news/:year/:slug/' })
    expect(told.lines).toEqual(['live | https://lantern.example/news/2026/a/ | 2026-11-20 | A'])
  })
})

describe('an Eleventy site, found', () => {
  it.each(['.eleventy.js', 'eleventy.config.js', 'eleventy.config.mjs', 'eleventy.config.cjs'])(
    'by %s',
    async (file) => {
      const found = await detectSite(aFolder({ [file]: '', 'a.md': '' }))
      expect(found?.files).toEqual([file])
    },
  )

  it('by its package, with what it says of itself for a first broadsheet.toml', async () => {
    const dir = aFolder({
      'package.json': '{ "devDependencies": { "@11ty/eleventy": "^3.0.0" } }',
      '_data/metadata.js':
        'export default { title: "The Lantern", url: "https://lantern.example/", language: "de", description: "Lamps", author: { name: "Mei", email: "mei@lantern.example" } }',
    })
    expect(await (await detectSite(dir))?.facts()).toEqual({
      dialect: 'eleventy',
      title: 'The Lantern',
      baseUrl: 'https://lantern.example/',
      language: 'de',
      description: 'Lamps',
      author: { name: 'Mei', email: 'mei@lantern.example' },
      contentDir: '.',
      staticDirs: [],
    })
  })

  it('beside another generator’s is a question', async () => {
    const error = await detectSite(aFolder({ '_config.yml': 'title: A', '.eleventy.js': '' })).catch((thrown) => thrown)
    expect((error as BroadsheetError).problems.map(formatProblem)).toEqual([
      'This may be a site of Jekyll or of Eleventy: it has _config.yml and .eleventy.js. Write dialect = "jekyll" or dialect = "eleventy" in [content] of broadsheet.toml, or take the file away that is of no use any more.',
    ])
  })
})

describe.skipIf(!hasCorpora)('sites of Eleventy (skipped where BROADSHEET_CORPORA is missing)', () => {
  it.each([
    ['eleventy-11ty', 'src', 66, 'https://lantern.example/blog/review-2025/', 'Eleventy, 2025 in Review'],
    ['eleventy-base', 'content', 5, 'https://lantern.example/blog/fourthpost/', 'This is my fourth post'],
  ])('%s has its posts', async (corpus, source, count, url, title) => {
    const dir = join(CORPORA, corpus)
    const site = await read(
      dir,
      { source: join(dir, source), dialect: 'eleventy', static: [] },
      { url: 'https://lantern.example/' },
    )
    expect(site.posts).toHaveLength(count)
    expect(site.posts.find((post) => post.url === url)?.title).toBe(title)
  })
})
