import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { feedHtml } from '../../../src/bodies/for-feed.ts'
import { summaryOf } from '../../../src/bodies/summary.ts'
import { bodyText } from '../../../src/bodies/to-text.ts'
import { givenBody } from '../../../src/posts/markdown/render-body.ts'
import { contextOf } from '../body-of.ts'

function body(html: string, text = '') {
  return givenBody(html, text, contextOf())
}

function shown(html: string): string {
  return toHtml(body(html).body.tree)
}

describe('HTML that another program made of a post', () => {
  test.each([
    [
      'coloured code',
      '<div class="highlight"><pre tabindex="0" style="color:#fff"><code class="language-go" data-lang="go"><span class="line"><span class="cl"><span class="kn">package</span> <span class="nx">a</span>\n</span></span></code></pre></div>',
      '<pre><code class="language-go">package a\n</code></pre>',
    ],
    [
      'numbered lines in a table',
      '<div class="highlight"><div class="chroma"><table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span></code></pre></td><td class="lntd"><pre class="chroma"><code class="language-js" data-lang="js">let a</code></pre></td></tr></table></div></div>',
      '<pre><code class="language-js">let a</code></pre>',
    ],
    [
      'numbers within the lines',
      '<div class="highlight"><pre><code class="language-js"><span style="white-space:pre;user-select:none;color:#7f7f7f">1</span><span>let a</span></code></pre></div>',
      '<pre><code class="language-js">let a</code></pre>',
    ],
    [
      'code of Rouge, whose language stands outside',
      '<div class="language-ruby highlighter-rouge"><div class="highlight"><pre class="highlight"><code><span class="nb">puts</span> 1\n</code></pre></div></div>',
      '<pre><code class="language-ruby">puts 1\n</code></pre>',
    ],
    [
      'its table',
      '<div class="language-js highlighter-rouge"><div class="highlight"><table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n</pre></td><td class="rouge-code"><pre><span class="kd">let</span> a\n</pre></td></tr></tbody></table></div></div>',
      '<pre><code class="language-js">let a\n</code></pre>',
    ],
    [
      'a figure of code',
      '<figure class="highlight"><pre><code class="language-c" data-lang="c"><span class="kt">int</span> a</code></pre></figure>',
      '<pre><code class="language-c">int a</code></pre>',
    ],
    [
      'code in no language',
      '<p><code class="language-plaintext highlighter-rouge">a</code></p><pre><code class="language-fallback">b</code></pre>',
      '<p><code>a</code></p><pre><code>b</code></pre>',
    ],
    [
      'a sign beside a heading',
      '<h2 id="a">A <a class="anchor" aria-hidden="true" href="#a">#</a></h2>',
      '<h2 id="a">A</h2>',
    ],
    ['a heading that leads to itself', '<h2 id="a"><a href="#a">A <em>b</em></a></h2>', '<h2 id="a">A <em>b</em></h2>'],
    [
      'words of a link to a heading',
      '<h3 id="a">A<a class="headerlink" href="#a" title="Permalink">Link to it</a></h3>',
      '<h3 id="a">A</h3>',
    ],
    [
      'a cell',
      '<table><tbody><tr><td style="text-align: right;">1</td></tr></tbody></table>',
      '<table><tbody><tr><td style="text-align: right;" align="right">1</td></tr></tbody></table>',
    ],
    [
      'a video in a window of its own',
      '<div style="position: relative; padding-bottom: 56.25%"><iframe src="https://www.youtube.com/embed/abcdefghijk" title="YouTube Video"></iframe></div>',
      '<broadsheet-video url="https://www.youtube.com/watch?v=abcdefghijk" poster="https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"></broadsheet-video>',
    ],
  ])('%s', (_, html, expected) => expect(shown(html)).toBe(expected))

  test('a heading keeps links to elsewhere', () => {
    const html = '<h2 id="a"><a href="https://other.example/">A</a></h2>'
    expect(shown(html)).toBe(html)
  })

  test('footnotes are what writers know as such', () => {
    const kramdown =
      '<p>a<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">1</a></sup></p><div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>b <a href="#fnref:1" class="reversefootnote" role="doc-backlink">&#8617;</a></p></li></ol></div>'
    expect(bodyText(body(kramdown).body)).toBe(bodyText(ownFootnote()))
  })

  test('addresses are absolute, pictures found, and links that lead nowhere told with their line', () => {
    const { body: made, problems } = body(
      '<p><img src="moon.jpg" alt="Moon"> <a href="#nothing">a</a></p>',
      'one\n[a](#nothing)',
    )
    expect(made.files).toEqual(new Map([['https://lantern.example/posts/moon/moon.jpg', '/site/posts/moon/moon.jpg']]))
    expect(problems).toMatchObject([{ code: 'body.dead-link', line: 2 }])
  })

  test('scripts and what is hidden do not reach a reader', () => {
    const { body: made } = body(
      '<p onclick="a()">A<script>b()</script></p><div style="display:none">c</div><style>p{}</style>',
    )
    expect(feedHtml(made)).toBe('<p>A</p>')
  })

  test('what stands before the mark is the summary', () => {
    const { body: made } = body('<p>First.</p><!--more--><p>Second.</p>')
    expect(summaryOf({ language: 'en' }, made)).toBe('First.')
  })
})

function ownFootnote() {
  return body(
    '<p>a<sup id="fnref:1"><a href="#fn:1" class="footnote-ref">1</a></sup></p><section class="footnotes"><ol><li id="fn:1"><p>b <a href="#fnref:1" class="footnote-backref">↩︎</a></p></li></ol></section>',
  ).body
}
