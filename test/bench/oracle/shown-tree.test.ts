import { describe, expect, test } from 'vitest'
import { shownParts } from '../../../bench/oracle/shown-parts.ts'
import { shownHtml } from '../../../bench/oracle/shown-tree.ts'

const place = { title: 'A', permalink: 'https://a.example/posts/b/' }
const partsOf = (html: string, linkBase?: string) =>
  shownParts(shownHtml(html, { ...place, ...(linkBase && { linkBase }) }))

describe('what is compared of a page', () => {
  test.each([
    ['<p>a <strong>b</strong><br>c</p><ul><li>d</li></ul>', 'p(· strong(·) br ·) ul(li(·))'],
    ['<p><span>a</span></p>', 'p(·)'],
    ['a <em>b</em><hr>', 'p(· em(·)) hr'],
    ['<p><img src="/a.png"></p><img src="/b.png">', 'img img'],
    ['<img src="/a.png">\n\n<img src="/b.png"><p>a</p>', 'img img p(·)'],
    ['<img src="/a.png"> <img src="/b.png">', 'p(img img)'],
    [
      '<div class="highlight"><pre><code class="language-go" data-lang="go"><span class="ln">1</span><span>a</span></code></pre></div>',
      'pre(code[className=language-go](·))',
    ],
    ['<table><tr><td style="text-align:right">1</td></tr></table>', 'table(tbody(tr(td[align=right](·))))'],
    ['<div class="footnotes" role="doc-endnotes"><hr><ol><li>a</li></ol></div>', 'section(hr ol(li(·)))'],
    ['<ol start="3"><li><p>a</p></li></ol>', 'ol[start=3](li(p(·)))'],
    ['<p>a</p><div id="made-by-a-script"><div></div></div><div>b</div>', 'p(·) div(·)'],
    ['<script>a()</script><p onclick="b()">c</p>', 'p(·)'],
  ])('elements of %s: %s', (html, elements) => expect(partsOf(html).elements).toBe(elements))

  test.each([
    ['<blockquote>\n<p>[!NOTE]\na <em>b</em></p>\n<p>c</p></blockquote>', 'Note\na b\nc'],
    ['<blockquote><p>[!tip]- A title\na</p></blockquote>', 'A title\na'],
    ['<blockquote><p>[!WARNING]<br>\na</p></blockquote>', 'Warning\na'],
    ['<blockquote><p>[!other]</p><p>a</p></blockquote>', 'Other\na'],
    ['<blockquote><p>a [!NOTE]</p></blockquote><p>[!NOTE]</p>', 'a [!NOTE]\n[!NOTE]'],
  ])('the mark of an alert is its word: %s', (html, text) => expect(partsOf(html).text).toBe(text))

  test('in the post’s language', () => {
    const html = '<blockquote><p>[!CAUTION]\na</p></blockquote>'
    expect(shownParts(shownHtml(html, { ...place, language: 'de' })).text).toBe('Vorsicht\na')
  })

  test('links and pictures, each with its whole address and its words', () => {
    const { links, pictures } = partsOf(
      '<p><a href="/x">To <em>x</em></a> <a href="#y">y</a> <a href="HTTPS://b.example"><img src="c.png" alt="C"></a></p>',
    )
    expect(links.split('\n')).toEqual([
      '[To x](https://a.example/x)',
      '[y](https://a.example/posts/b/#y)',
      '[](https://b.example/)',
    ])
    expect(pictures).toBe('![C](https://a.example/posts/b/c.png)')
  })

  test('a slash stands for the base address where the site says so', () => {
    const html = '<a href="/x">x</a> <a href="//b.example/">b</a>'
    expect(partsOf(html, 'https://a.example/blog/').links).toBe(
      '[x](https://a.example/blog/x)\n[b](https://b.example/)',
    )
  })
})
