import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { cleanTree } from '../../../../src/bodies/clean-tree.ts'
import { formatProblem } from '../../../../src/config/problem.ts'
import { renderBody } from '../../../../src/posts/markdown/render-body.ts'
import { contextOf, MARKUP } from '../../body-of.ts'

function render(markdown: string) {
  const { body, problems } = renderBody(markdown, contextOf({ firstLine: 7 }))
  return { html: toHtml(body.tree).trim(), problems: problems.map(formatProblem) }
}

const VIDEO =
  '<broadsheet-video url="https://www.youtube.com/watch?v=a_bcdefghij" poster="https://i.ytimg.com/vi/a_bcdefghij/hqdefault.jpg"></broadsheet-video>'

describe('youtube', () => {
  test.each(['{{< youtube a_bcdefghij >}}', '{{< youtube id="a_bcdefghij" >}}', '{{< youtube a\\_bcdefghij >}}'])(
    '%s',
    (markdown) => expect(render(markdown)).toEqual({ html: VIDEO, problems: [] }),
  )

  test('takes a title and a start', () => {
    const { html } = render('{{< youtube id=a_bcdefghij title="<The tide>" start=30 >}}')
    expect(html).toContain('v=a_bcdefghij&#x26;t=30s"')
    expect(html).toContain('title="<The tide>"')
  })

  test('an id that is none shows nothing', () => {
    expect(render('{{< youtube "><script>" >}}')).toEqual({
      html: '',
      problems: [
        'content/posts/moon.md:7: `youtube` needs the id of a video, and "><script>" is none. Nothing is shown in its place.',
      ],
    })
  })
})

describe('figure', () => {
  test('all of it', () => {
    const { html, problems } = render(
      '{{< figure src="a.jpg" alt="A" title="T" caption="Seen *here*" attr="Mei" attrlink="/mei/" link="/big.jpg" width=8 height=6 >}}',
    )
    expect(problems).toEqual([])
    expect(html).toBe(
      '<figure><a href="https://lantern.example/big.jpg"><img src="https://lantern.example/posts/moon/a.jpg" alt="A" width="8" height="6"></a>' +
        '<figcaption><h4>T</h4><p>Seen <em>here</em> <a href="https://lantern.example/mei/">Mei</a></p></figcaption></figure>',
    )
  })

  test('a caption stands for a missing alt text, and arguments cannot bring in elements', () => {
    expect(render('{{< figure src=a.jpg caption="*Sea*" >}}').html).toContain('alt="Sea"')
    expect(render('{{< figure src=a.jpg title="<b onclick=x>" >}}').html).toContain('<h4>&#x3C;b onclick=x></h4>')
  })

  test('its picture is one that the site holds', () => {
    const { body } = renderBody('{{< figure src="a.jpg" >}}', contextOf())
    expect([...body.files]).toEqual([['https://lantern.example/posts/moon/a.jpg', '/site/posts/moon/a.jpg']])
  })

  test('without src', () => {
    expect(render('{{< figure alt="x" >}}').problems[0]).toContain('`figure` needs `src`')
  })
})

describe('what is shown elsewhere', () => {
  test.each([
    ['{{< vimeo 146022717 >}}', '<broadsheet-video url="https://vimeo.com/146022717"></broadsheet-video>'],
    [
      '{{< gist jmooring 50a7482715eac222e230d1e64dd9a89b "index.html" >}}',
      '<broadsheet-card url="https://gist.github.com/jmooring/50a7482715eac222e230d1e64dd9a89b" title="GitHub Gist · jmooring/50a7482 · index.html"></broadsheet-card>',
    ],
    [
      '{{< instagram CxOWiQNP2MO >}}',
      '<broadsheet-card url="https://www.instagram.com/p/CxOWiQNP2MO/" title="Instagram"></broadsheet-card>',
    ],
    [
      '{{< x user="SanDiegoZoo" id="1453110110599868418" >}}',
      '<broadsheet-card url="https://x.com/SanDiegoZoo/status/1453110110599868418" title="X · @SanDiegoZoo"></broadsheet-card>',
    ],
    [
      '{{< tweet 877500564405444608 >}}',
      '<broadsheet-card url="https://x.com/i/status/877500564405444608" title="X"></broadsheet-card>',
    ],
    [
      '{{< qr text="https://gohugo.io" />}}',
      '<broadsheet-card url="https://gohugo.io/" title="https://gohugo.io"></broadsheet-card>',
    ],
    ['{{< qr >}}\ntel:+4915\n{{< /qr >}}', '<pre><code>tel:+4915</code></pre>'],
  ])('%s', (markdown, html) => expect(render(markdown)).toEqual({ html, problems: [] }))

  test.each(['vimeo x', 'gist a/b c', 'instagram "../x"', 'x user=a id=b', 'tweet', 'qr'])(
    'arguments that are none are told: %s',
    (tag) => {
      const { html, problems } = render(`{{< ${tag} >}}`)
      expect(html).toBe('')
      expect(problems[0]).toContain('Nothing is shown in its place.')
    },
  )
})

describe('words', () => {
  test.each([
    ['It is {{% param phase %}}.', '<p>It is waxing <em>moon</em>.</p>'],
    [
      '{{< highlight go "linenos=table,hl_lines=1" >}}\nif a < b { *p }\n{{< /highlight >}}',
      '<pre><code class="language-go">if a &#x3C; b { *p }\n</code></pre>',
    ],
    [
      'Run {{< highlight sh "hl_inline=true" >}}ls{{< /highlight >}}.',
      '<p>Run <code class="language-sh">ls</code>.</p>',
    ],
    [
      '{{< details summary="See *it*" open=true >}}\nA **b**\n\n{{< gist a b1 >}}\n{{< /details >}}',
      '<details><summary>See <em>it</em></summary><p>A <strong>b</strong></p>\n<broadsheet-card url="https://gist.github.com/a/b1" title="GitHub Gist · a/b1"></broadsheet-card>\n</details>',
    ],
    ['a{{% comment %}} to do: {{< youtube x >}} {{% /comment %}}b', '<p>ab</p>'],
    [
      '{{< highlight md >}}{{</* x */>}} {{< figure src=a.jpg >}}{{< /highlight >}}',
      '<pre><code class="language-md">{{&#x3C; x >}} <figure><img src="https://lantern.example/posts/moon/a.jpg" alt=""></figure>\n</code></pre>',
    ],
  ])('%s', (markdown, html) => expect(render(markdown)).toEqual({ html, problems: [] }))

  test('a parameter that nobody set', () => {
    expect(render('{{< param gone >}}').problems[0]).toContain('asks for "gone"')
  })

  test('details within details, to the depth that a tree may have', () => {
    const deep = `${'{{< details >}}\n> > > '.repeat(60)}x${'{{< /details >}}'.repeat(60)}`
    expect(render(deep).html.match(/<details>/g)?.length).toBeLessThanOrEqual(100)
  })
})

describe('ref and relref', () => {
  test.each([
    ['[a]({{< ref "about.md" >}})', '<p><a href="https://lantern.example/about/">a</a></p>'],
    ['[a]({{% relref path="about.md#a (b)" %}})', '<p><a href="https://lantern.example/about/#a%20%28b%29">a</a></p>'],
    ['[a]({{< ref "#tide" >}})', '<p><a href="https://lantern.example/posts/moon/#tide">a</a></p>'],
    ['<a href="{{< ref about.md >}}">a</a>', '<p><a href="https://lantern.example/about/">a</a></p>'],
  ])('%s', (markdown, html) => expect(render(markdown)).toEqual({ html, problems: [] }))

  test('to a post that is not there: the words stay, without a link', () => {
    expect(render('\n[a]({{< ref "gone.md" >}})')).toEqual({
      html: '<p><a>a</a></p>',
      problems: [
        'content/posts/moon.md:8: `ref` points at "gone.md", and there is no such post. Correct the path, or remove the link.',
      ],
    })
  })
})

describe('any other', () => {
  test('is never shown; a paired one keeps its inner text, read as Markdown', () => {
    const { html, problems } = render(
      'a {{< icon x >}}b\n\n{{< tabs >}}\n{{% tab "1" %}}\nIn **it**\n{{% /tab %}}\n{{< /tabs >}}',
    )
    expect(html).toBe('<p>a b</p>\n<p>In <strong>it</strong></p>')
    expect(problems).toEqual([
      'content/posts/moon.md:7: the shortcode `icon` is unknown: nothing is shown in its place. Write templates/shortcodes/icon.liquid to say what it stands for.',
      'content/posts/moon.md:9: the shortcode `tabs` is unknown: only its inner text is shown. Write templates/shortcodes/tabs.liquid to say what it stands for.',
      'content/posts/moon.md:10: the shortcode `tab` is unknown: only its inner text is shown. Write templates/shortcodes/tab.liquid to say what it stands for.',
    ])
  })

  test('is told once, however often a post has it', () => {
    expect(render('{{< icon a >}}\n\n{{< icon b >}} {{< /icon >}}\n{{< icon >}}').problems).toEqual([
      'content/posts/moon.md:7: the shortcode `icon` is unknown (3 times in this file): nothing is shown in its place. Write templates/shortcodes/icon.liquid to say what it stands for.',
    ])
  })

  test('in a code block as well, as Hugo does', () => {
    expect(render('```\n{{< icon x >}}a\n```').html).toBe('<pre><code>a\n</code></pre>')
  })

  test('one that is written within the post shows nothing: what stands in it is a template of Go’s', () => {
    const { html, problems } = render('a {{< now.inline >}}{{ now }}{{< /now.inline >}} b {{< now.inline />}}')
    expect(html).toBe('<p>a  b </p>')
    expect(problems).toEqual([
      'content/posts/moon.md:7: the shortcode `now.inline` is unknown (2 times in this file): nothing is shown in its place. Write templates/shortcodes/now.inline.liquid to say what it stands for.',
    ])
  })

  test.each([
    [
      'Part of the {{< external_link url="https://e.org/" title="Advent Calendar" >}}.',
      '<p>Part of the <a href="https://e.org/">Advent Calendar</a>.</p>',
    ],
    [
      '{{< button href="/get/" >}}Get *it*{{< /button >}}',
      '<p><a href="https://lantern.example/get/">Get <em>it</em></a></p>',
    ],
    ['{{% button link="/get/" %}}Get it{{% /button %}}', '<p><a href="https://lantern.example/get/">Get it</a></p>'],
    ['{{< clip src="/a.mp4" caption="A boat" >}}', '<p><a href="https://lantern.example/a.mp4">A boat</a></p>'],
    ['{{< img src="/a/" alt="A boat" >}}', '<p><a href="https://lantern.example/a/">A boat</a></p>'],
    ['{{< img src="/a.png.html" alt="A boat" >}}', '<p><a href="https://lantern.example/a.png.html">A boat</a></p>'],
    ['{{< q url="/a.png" title="A boat" >}}', '<p><a href="https://lantern.example/a.png">A boat</a></p>'],
    [
      '{{< img src="/a.png" >}}A *boat*{{< /img >}}',
      '<p><a href="https://lantern.example/a.png">A <em>boat</em></a></p>',
    ],
    ['[{{< q src="/a/" alt="A *boat*" >}}](/b/)', '<p><a href="https://lantern.example/b/">A <em>boat</em></a></p>'],
    ['a{{< img "/a/" >}}', '<p>a</p>'],
    ['{{< include path="/a.png" title="A" >}}', '<p>A</p>'],
    ['a{{< q "/a.png" >}}', '<p>a</p>'],
    [
      '[x {{< q url="/u/" >}}**y**{{< /q >}}](/b/)',
      '<p><a href="https://lantern.example/b/">x <strong>y</strong></a></p>',
    ],
    ['a {{< abbr title="**HTML**" >}} b', '<p>a <strong>HTML</strong> b</p>'],
    ['a {{< q title=" " text="t" content="c" >}}', '<p>a t</p>'],
    ['{{< q title="T" >}}inner{{< /q >}}', '<p>inner</p>'],
    ['{{< q title="T" url="/u/" >}}  {{< /q >}}', '<p><a href="https://lantern.example/u/">T</a></p>'],
    ['{{< q url="/u/" >}}[a](/b/){{< /q >}}', '<p><a href="https://lantern.example/b/">a</a></p>'],
    ['{{< q url="/u/" >}}\n\nA\n\nB\n\n{{< /q >}}', '<p>A</p>\n<p>B</p>'],
    ['a{{< q url="/u/" >}}', '<p>a</p>'],
    ['a{{< q "T" "https://e.org/" >}}', '<p>a</p>'],
    ['a{{< q.inline title="T" />}}', '<p>a</p>'],
    [
      'a\n\n{{< q title="T" url="/u/" >}}\n\n{{< q title="T" url="/v/" >}}',
      '<p>a</p>\n<p><a href="https://lantern.example/u/">T</a></p>\n<p><a href="https://lantern.example/v/">T</a></p>',
    ],
  ])('leaves its words: %s', (markdown, html) => {
    const rendered = render(markdown)
    expect(rendered.html).toBe(html)
    expect(rendered.problems).toHaveLength(1)
  })

  test.each([
    ['{{% img src="/a.png" alt="A" %}}', '<p><img src="https://lantern.example/a.png" alt="A"></p>'],
    ['{{< img src="a.JPG" >}}', '<p><img src="https://lantern.example/posts/moon/a.JPG" alt=""></p>'],
    ['{{< image src=/a.webp alt="*A*" />}}', '<p><img src="https://lantern.example/a.webp" alt="*A*"></p>'],
    [
      '{{< screenshot src="/a.svg?v=2#x" >}} {{< /screenshot >}}',
      '<p><img src="https://lantern.example/a.svg?v=2#x" alt=""></p>',
    ],
    [
      'Press {{< icon src="/a.gif" alt="Play" >}} now',
      '<p>Press <img src="https://lantern.example/a.gif" alt="Play"> now</p>',
    ],
    [
      '- {{< img src="https://e.org/a.avif" width=40 height="30" >}}',
      '<ul>\n<li><img src="https://e.org/a.avif" alt="" width="40" height="30"></li>\n</ul>',
    ],
    ['{{< img src="/a.png" width="50%" height="30px" >}}', '<p><img src="https://lantern.example/a.png" alt=""></p>'],
    [
      '{{< beautifulfigure src="/a.png" caption="A *boat*" >}}',
      '<figure><img src="https://lantern.example/a.png" alt="A boat"><figcaption><p>A <em>boat</em></p></figcaption></figure>',
    ],
    [
      '{{< img src="/a.png" title="T" text="A *boat*" alt="B" >}}',
      '<figure><img src="https://lantern.example/a.png" alt="B"><figcaption><h4>T</h4><p>A <em>boat</em></p></figcaption></figure>',
    ],
    [
      '[{{< img src="/a.png" alt="A *boat*" >}}](/b/)',
      '<p><a href="https://lantern.example/b/"><img src="https://lantern.example/a.png" alt="A *boat*"></a></p>',
    ],
    [
      '{{< img src="/a.png" alt="A" href="/b/" >}}',
      '<p><a href="https://lantern.example/b/"><img src="https://lantern.example/a.png" alt="A"></a></p>',
    ],
    [
      '{{< img src="/a.png" caption="C" link="/a.jpg" >}}',
      '<figure><a href="https://lantern.example/a.jpg"><img src="https://lantern.example/a.png" alt="C"></a><figcaption><p>C</p></figcaption></figure>',
    ],
    ['{{< img "/a.png" "A" >}}', '<p><img src="https://lantern.example/a.png" alt=""></p>'],
    ['{{% imgproc a.jpg Resize "1500x" /%}}', '<p><img src="https://lantern.example/posts/moon/a.jpg" alt=""></p>'],
    ['{{< imgproc path="/a.jpg" alt="A" />}}', '<p><img src="https://lantern.example/a.jpg" alt="A"></p>'],
    ['{{< photo src="/a.jpg" file="/b.jpg" >}}', '<p><img src="https://lantern.example/a.jpg" alt=""></p>'],
  ])('one that has a picture shows it: %s', (markdown, html) => {
    const rendered = render(markdown)
    expect(rendered.html).toBe(html)
    expect(rendered.problems).toEqual([
      expect.stringMatching(/^content\/posts\/moon.md:7: the shortcode `\w+` is unknown: only its picture is shown\./),
    ])
  })

  test('its picture is one that the site holds', () => {
    const { body } = renderBody('{{< img src="a.jpg" >}}', contextOf())
    expect([...body.files]).toEqual([['https://lantern.example/posts/moon/a.jpg', '/site/posts/moon/a.jpg']])
  })

  test.each(['javascript:alert(1)//a.png', 'data:image/png,a.png', 'file:///a.png'])(
    'a picture by another address than http and https is none: %s',
    (src) => {
      const { body } = renderBody(`{{< img src="${src}" alt="A" >}}`, contextOf())
      expect(toHtml(cleanTree(body)).trim()).toBe('<p><a>A</a></p>')
    },
  )

  test('says what is left of it', () => {
    expect(render('{{< q title="T" >}} {{< q >}}').problems).toEqual([
      'content/posts/moon.md:7: the shortcode `q` is unknown (2 times in this file): only its words are shown. Write templates/shortcodes/q.liquid to say what it stands for.',
    ])
  })

  test('a name that every object has is unknown, too', () => {
    expect(render('{{< constructor >}}').problems).toHaveLength(1)
  })
})

describe('one that prints nothing is a word to Markdown, as to Hugo', () => {
  test.each([
    ['<div>\n  {{< x >}}\n    </div>', '<div>\n  \n    </div>'],
    ['<ul>\n\t{{< x >}}  {{< y >}}\n    <li>a</li>\n</ul>', '<ul>\n\t  \n    <li>a</li>\n</ul>'],
    ['<div>\n  {{< x >}}\n\n  {{< /x >}}\n    </div>', '<div>\n  \n    </div>'],
    ['{{< w >}}\n<div>\n  {{< x >}}\n    </div>\n{{< /w >}}', '<div>\n  \n    </div>'],
    ['<div>\n{{% x %}}\n    </div>', '<div>\n<pre><code>&#x3C;/div>\n</code></pre>\n</div>'],
    ['<div\n  {{< x >}}\n  class="a">b</div>', '<div class="a">b</div>'],
    ['a `{{< x >}}` b `c` d', '<p>a <code></code> b <code>c</code> d</p>'],
    ['a `{{< figure >}}` b `c` d', '<p>a <code></code> b <code>c</code> d</p>'],
    ['a *{{< x >}}* b *c* d', '<p>a <em></em> b <em>c</em> d</p>'],
    ['a\n{{< x >}}\nb', '<p>a\n\nb</p>'],
    ['a\n\n{{< x >}}\n\nb', '<p>a</p>\n\n<p>b</p>'],
    ['- {{< x >}}\n- b', '<ul>\n<li></li>\n<li>b</li>\n</ul>'],
    ['{{< x >}}# a', '<p># a</p>'],
    ['a <b {{< x >}}>b</b>', '<p>a <b>b</b></p>'],
    ['a <a href="/b/{{< x >}}">b</a>', '<p>a <a href="https://lantern.example/b/">b</a></p>'],
    ['[b](/b/{{< x >}})', '<p><a href="https://lantern.example/b/">b</a></p>'],
    ['a{{< q url="/u/" >}}{{< x >}}{{< /q >}}', '<p>a</p>'],
    ['```\n{{< x >}}\n```', '<pre><code>\n</code></pre>'],
  ])('%j', (markdown, html) => expect(render(markdown).html).toBe(html))
})

describe('a commented shortcode shows itself', () => {
  test.each([
    ['Write {{</* youtube id */>}} so', '<p>Write {{&#x3C; youtube id >}} so</p>'],
    ['`{{</*youtube id*/>}}`', '<p><code>{{&#x3C;youtube id>}}</code></p>'],
    ['```\n{{%/* x */%}}\n```', '<pre><code>{{% x %}}\n</code></pre>'],
    ['![{{</* x */>}}](/a.png)', '<p><img src="https://lantern.example/a.png" alt="{{< x >}}"></p>'],
  ])('%s', (markdown, html) => expect(render(markdown)).toEqual({ html, problems: [] }))
})

test('broken ones are named with their line, and the rest of the post stays', () => {
  const { html, problems } = render('one {{< /b >}}\n\ntwo {{< youtube a\n\nthree')
  expect(html).toBe('<p>one</p>\n<p>two</p>\n<p>three</p>')
  expect(problems.map((problem) => problem.split('. ')[0])).toEqual([
    'content/posts/moon.md:7: a malformed shortcode: `b` is closed but was not opened',
    'content/posts/moon.md:9: a malformed shortcode: `youtube` is never closed with `>}}`',
  ])
})

test('thousands of nested, unclosed and unopened ones end in problems, not in a full stack', () => {
  const many = 5000
  for (const text of ['{{< a >}}'.repeat(many) + '{{< /a >}}'.repeat(many), '{{< a >}}{{< /b >}}'.repeat(many)]) {
    const { body, problems } = renderBody(text, contextOf({ markup: { ...MARKUP, linkify: false } }))
    expect(toHtml(body.tree).trim()).toBe('')
    expect(problems.length).toBeGreaterThan(0)
  }
})
