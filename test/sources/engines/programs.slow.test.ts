import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { feedHtml } from '../../../src/bodies/for-feed.ts'
import { summaryOf } from '../../../src/bodies/summary.ts'
import { openSite } from '../../../src/sources/content-folder.ts'
import { findProgram } from '../../../src/sources/run-program.ts'
import { aFolder, configIn } from '../a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')

async function shownIn(dir: string, source: string, url = 'https://lantern.example/') {
  const config = configIn(dir, { source: join(dir, source), static: [], render: 'engine' }, { url })
  const { posts, body, problems } = await openSite(config, now)
  const shown: Record<string, string> = {}
  const summaries: Record<string, string> = {}
  for (const post of posts) {
    const made = await body(post)
    if (!made.body) continue
    shown[post.path] = feedHtml(made.body)
    summaries[post.path] = summaryOf({ language: 'en' }, made.body)
  }
  return { shown, summaries, problems }
}

const HUGO = {
  'hugo.toml': `baseURL = "https://lantern.example/"
theme = "lamp"
defaultContentLanguage = "en"
canonifyURLs = true
[languages.en]
weight = 1
[languages.he]
weight = 2
[outputs]
page = ["html", "card"]
[outputFormats.card]
mediaType = "text/plain"
[minify]
minifyOutput = true
`,
  'themes/lamp/layouts/shortcodes/note.html':
    '<aside class="note"><strong>{{ .Get 0 }}</strong> {{ .Inner | markdownify }}</aside>',
  'themes/lamp/layouts/shortcodes/newest.html':
    '{{ range first 1 .Site.RegularPages.ByDate.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}',
  'themes/lamp/layouts/_default/_markup/render-heading.html':
    '<h{{ .Level }} id="{{ .Anchor }}">{{ .Text | safeHTML }} <a class="anchor" href="#{{ .Anchor }}">¶</a></h{{ .Level }}>',
  'layouts/_default/_markup/render-link.html':
    '<a href="{{ .Destination | safeURL }}" rel="external">{{ .Text | safeHTML }}</a>',
  'layouts/_default/_markup/render-image.html':
    '<figure><img src="{{ .Destination | safeURL }}" alt="{{ .Text }}"><figcaption>{{ partial "caption.html" .Text }}</figcaption></figure>',
  'layouts/partials/caption.html': 'Seen: {{ . }}',
  // Templates of pages, none of which is to be run.
  'layouts/posts/single.html': '{{ errorf "the template of a page was run" }}',
  'layouts/index.html': '{{ errorf "the template of the home page was run" }}',
  'themes/lamp/layouts/_default/list.html': '{{ errorf "the template of a list was run" }}',
  'content/posts/a/index.md': `---
title: A
date: 2026-01-02
outputs: [html]
---
First words with [b]({{< ref "b.md" >}}).

<!--more-->

## Part

![Boat](boat.png)

{{< note "Mind" >}}the *gap*{{< /note >}}

\`\`\`go {linenos=table}
package a
\`\`\`

A note.[^1]

[^1]: Below.
`,
  'content/posts/a/boat.png': '',
  'content/posts/b.md': '---\ntitle: B\ndate: 2026-01-03\nlayout: special\n---\n{{< newest >}} and [root](/about/)\n',
  'content/posts/b.he.md': '---\ntitle: ב\ndate: 2026-01-03\n---\nשלום {{< newest >}}\n',
  'content/posts/c.md': '---\ntitle: C\ndate: 2099-07-01\n---\nTo come\n',
  'content/about.md': '---\ntitle: About\n---\nMe\n',
  'static/large.txt': 'is not copied',
}

describe.skipIf(!findProgram('hugo'))('bodies by Hugo (skipped where it is not installed)', () => {
  it('have the theme’s shortcodes and render hooks, and no template of a page is run', async () => {
    const dir = aFolder(HUGO)
    const { shown, summaries, problems } = await shownIn(dir, 'content')
    expect(problems).toEqual([])
    expect(
      shown['posts/a/index.md']?.replace(/>\s+</g, '>\n<').replace(/><(?=h2|figure|p>)/g, '>\n<'),
    ).toBe(`<p>First words with <a href="https://lantern.example/posts/b/">b</a>.</p>
<h2>Part</h2>
<figure><img src="https://lantern.example/posts/a/boat.png" alt="Boat"><figcaption>Seen: Boat</figcaption></figure>
<aside><strong>Mind</strong> the <em>gap</em></aside>
<pre><code class="language-go">package a
</code></pre>
<p>A note.<sup><a href="https://lantern.example/posts/a/#fn:1">1</a></sup></p>
<section>
<hr>
<ol>
<li>
<p>Below. <a href="https://lantern.example/posts/a/#fnref:1">↩︎</a></p>
</li>
</ol>
</section>`)
    expect(summaries['posts/a/index.md']).toBe('First words with b.')
    expect(shown['posts/b.md']).toBe(
      '<p><a href="https://lantern.example/posts/b/">B</a> and <a href="https://lantern.example/about/">root</a></p>',
    )
    expect(shown['posts/b.he.md']).toContain('<a href="https://lantern.example/he/posts/b/">ב</a>')
    expect(readdirSync(dir).toSorted()).toEqual(['content', 'hugo.toml', 'layouts', 'static', 'themes'])
  })

  it('are those of a site whose settings lie in a folder of their own', async () => {
    const { 'hugo.toml': settings, ...rest } = HUGO
    const files = {
      ...rest,
      'config/_default/hugo.toml': settings.replace('canonifyURLs = true\n', ''),
      'config/production/params.toml': 'a = 1',
    }
    const { shown, problems } = await shownIn(aFolder(files), 'content')
    expect(problems).toEqual([])
    expect(shown['posts/a/index.md']).toContain('<aside><strong>Mind</strong>')
  })

  it('are none where a shortcode fails: the sentence says which', async () => {
    const dir = aFolder({ ...HUGO, 'content/posts/d.md': '---\ntitle: D\ndate: 2026-01-01\n---\n{{< nobody >}}\n' })
    await expect(shownIn(dir, 'content')).rejects.toThrow(/template for shortcode "nobody" not found/)
  })
})

const JEKYLL = {
  '_config.yml':
    'title: J\nurl: https://lantern.example\nbaseurl: /blog\npermalink: pretty\nexcerpt_separator: <!-- cut -->\n',
  '_layouts/post.html': 'LAYOUT {{ content }}',
  '_includes/card.html': '<b>{{ include.word }}</b>',
  '_plugins/own.rb': `class Own < Liquid::Tag
  def render(context)
    "own of #{context.registers[:page]["title"]}"
  end
end
Liquid::Template.register_tag("own", Own)
Jekyll::Hooks.register :posts, :post_render do |post|
  post.output = post.output.gsub("HOOK", "<mark>hooked</mark>")
end
`,
  '_posts/2026-01-02-a.md': `---
title: A
layout: post
---
First HOOK {% own %}.

<!-- cut -->

{% include card.html word="Boat" %} [b]({% post_url 2026-01-01-b %})

\`\`\`ruby
puts 1
\`\`\`
`,
  '_posts/2026-01-01-b.md': '---\ntitle: B\n---\nB\n',
  'style.css': 'a{}',
}

describe.skipIf(!findProgram('jekyll'))('bodies by Jekyll (skipped where it is not installed)', () => {
  it('have the site’s plugins, and no layout', async () => {
    const dir = aFolder(JEKYLL)
    const { shown, summaries, problems } = await shownIn(dir, '.', 'https://lantern.example/blog/')
    expect(problems).toEqual([])
    expect(
      shown['_posts/2026-01-02-a.md']?.replace(/>\s+</g, '>\n<').replace(/><(?=h2|figure|p>)/g, '>\n<'),
    ).toBe(`<p>First <mark>hooked</mark> own of A.</p>
<p><b>Boat</b>
<a href="https://lantern.example/blog/2026/01/01/b/">b</a></p>
<pre><code class="language-ruby">puts 1
</code></pre>`)
    expect(summaries['_posts/2026-01-02-a.md']).toBe('First hooked own of A.')
    expect(readdirSync(dir).toSorted()).toEqual([
      '_config.yml',
      '_includes',
      '_layouts',
      '_plugins',
      '_posts',
      'style.css',
    ])
  })

  it('a gem that is missing is named', async () => {
    const dir = aFolder({ ...JEKYLL, '_config.yml': `${JEKYLL['_config.yml']}plugins: [jekyll-nothere]\n` })
    await expect(shownIn(dir, '.')).rejects.toThrow('the gem jekyll-nothere is not installed')
  })

  it.skipIf(!findProgram('bundle'))('a Gemfile is kept to, and no lock is left', async () => {
    const good = aFolder({ ...JEKYLL, Gemfile: 'source "https://rubygems.org"\ngem "jekyll"\n' })
    expect((await shownIn(good, '.')).shown['_posts/2026-01-01-b.md']).toBe('<p>B</p>')
    expect(existsSync(join(good, 'Gemfile.lock'))).toBe(false)
    const bad = aFolder({ ...JEKYLL, Gemfile: 'source "https://rubygems.org"\ngem "jekyll"\ngem "jekyll-nothere"\n' })
    await expect(shownIn(bad, '.')).rejects.toThrow("Could not find gem 'jekyll-nothere'")
    expect(existsSync(join(bad, 'Gemfile.lock'))).toBe(false)
  })
})
