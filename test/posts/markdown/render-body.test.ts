import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { TooMuch } from '../../../src/posts/markdown/body-limits.ts'
import { renderBody } from '../../../src/posts/markdown/render-body.ts'
import { bodyOf, contextOf, MARKUP } from '../body-of.ts'

function html(markdown: string, markup = {}): string {
  return toHtml(bodyOf(markdown, { markup: { ...MARKUP, ...markup } }).tree).trim()
}

describe('Markdown as Hugo reads it', () => {
  test.each([
    ['**記憶體（PIM）**技術', '<p><strong>記憶體（PIM）</strong>技術</p>'],
    ['~~old~~ :moon: :-)', '<p><del>old</del> 🌔 :-)</p>'],
    ['"It\'s" -- or --- so... (c)', '<p>“It’s” – or — so… (c)</p>'],
    ['a << b >> c', '<p>a « b » c</p>'],
    ['term\n: meaning', '<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>'],
    [
      'https://a.example/a--b README.md',
      '<p><a href="https://a.example/a--b">https://a.example/a--b</a> README.md</p>',
    ],
    [
      '| a |\n|--:|\n| 1 |',
      '<table>\n<thead>\n<tr>\n<th align="right">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align="right">1</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['a|b\n--|--|--\n1|2', html('|a|b||\n|-|-|-|\n|1|2||')],
    [
      'https://a.example/%20?a&amp;b',
      '<p><a href="https://a.example/%20?a&#x26;b">https://a.example/%20?a&#x26;b</a></p>',
    ],
    ['/[^a]/ and ^[b]', '<p>/[^a]/ and ^[b]</p>'],
  ])('%s', (markdown, expected) => expect(html(markdown)).toBe(expected))

  test('characters that nobody can see are gone, tabs and line ends are not', () => {
    expect(html('an\u0008 early\u007f\u0001 light\n\n\tcode')).toBe(
      '<p>an early light</p>\n<pre><code>code\n</code></pre>',
    )
  })

  test('what a site has turned off is text', () => {
    expect(html('"a" -- b :moon:', { typographer: false, emoji: false })).toBe('<p>"a" -- b :moon:</p>')
    expect(html('https://a.example/', { linkify: false })).toBe('<p>https://a.example/</p>')
    expect(html('a[^1]\n\n[^1]: b c', { footnotes: false })).toBe('<p>a[^1]</p>\n<p>[^1]: b c</p>')
    expect(html('a\n: b', { definitionLists: false })).toBe('<p>a\n: b</p>')
  })

  test('raw HTML is left out where the site does not show it, the text between inline tags stays', () => {
    expect(html('a <b>bold</b>\n\n<div>gone</div>', { rawHtml: false })).toBe('<p>a bold</p>')
    expect(html('<!--more--> after', { rawHtml: false })).toBe('<!--more-->\n<p>after</p>')
  })
})

describe('attributes', () => {
  test.each([
    ['## Moon {#luna .big}', '<h2 id="luna">Moon</h2>'],
    ['Text\n{#here .wide}', '<p id="here">Text</p>'],
    ['> Quote\n\ntext', '<blockquote>\n<p>Quote</p>\n</blockquote>\n<p>text</p>'],
    ['- a\n- b\n{#list}', '<ul id="list">\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['```go {linenos=true}\nx\n```', '<pre><code class="language-go">x\n</code></pre>'],
    ['The set {1, 2}', '<p>The set {1, 2}</p>'],
    ['## Sets {1, 2}', '<h2 id="sets-1-2">Sets {1, 2}</h2>'],
    ['{.alone}', ''],
  ])('%s', (markdown, expected) => expect(html(markdown)).toBe(expected))

  test('of blocks are text unless the site turns them on, as Hugo has it', () => {
    expect(html('Text\n{#here}', { blockAttributes: false })).toBe('<p>Text\n{#here}</p>')
    expect(html('## Moon {#luna}', { blockAttributes: false })).toBe('<h2 id="luna">Moon</h2>')
  })
})

describe('heading ids of the other kinds', () => {
  test.each([
    ['github-ascii', '## Crème & *brûlée* 月', '<h2 id="creme--brulee-">Crème &#x26; <em>brûlée</em> 月</h2>'],
    ['blackfriday', '## Crème & *brûlée*, 2', '<h2 id="crème-brûlée-2">Crème &#x26; <em>brûlée</em>, 2</h2>'],
    ['none', '## Moon', '<h2>Moon</h2>'],
    ['none', '## Moon {#luna}', '<h2 id="luna">Moon</h2>'],
  ])('%s: %s', (headingIds, markdown, expected) => expect(html(markdown, { headingIds })).toBe(expected))
})

describe('heading ids, as Hugo gives them', () => {
  test.each([
    ['## What’s *new*, `Node`?', 'whats-new-node'],
    ['## 每週  精選', '每週--精選'],
    ['## Naïve_case - 2', 'naïve_case---2'],
    ['## !?', 'heading'],
    ['## constructor', 'constructor'],
    // Goldmark takes the line as it was written.
    ['## A [link](x) &amp; :moon:', 'a-linkx-amp-moon'],
    ['One\n[two](y)\n---', 'twoy'],
  ])('%s', (markdown, id) => expect(html(markdown)).toContain(`<h2 id="${id}">`))

  test('count up, past those that were written, which stay as they are', () => {
    const ids = html('## A\n## A\n## A-1\n## A {#a}\n## B {#x}\n## X').matchAll(/id="([^"]*)"/g)
    expect(Array.from(ids, ([, id]) => id)).toEqual(['a', 'a-1', 'a-1-1', 'a', 'x', 'x-1'])
  })
})

describe('URLs', () => {
  test.each([
    ['[a](/b)', '<p><a href="https://lantern.example/b">a</a></p>'],
    ['![a](b.png)', '<p><img src="https://lantern.example/posts/moon/b.png" alt="a"></p>'],
    ['[a](#b)', '<p><a href="https://lantern.example/posts/moon/#b">a</a></p>'],
    ['[a]()', '<p><a>a</a></p>'],
    [
      '<video src=" a.mp4 " poster="//p.example/p.jpg"></video>',
      '<p><video src="https://lantern.example/posts/moon/a.mp4" poster="https://p.example/p.jpg"></video></p>',
    ],
    [
      '<img srcset="a,1.png 1x, b.png 2x,c.png">',
      '<img srcset="https://lantern.example/posts/moon/a,1.png 1x, https://lantern.example/posts/moon/b.png 2x, https://lantern.example/posts/moon/c.png" src="https://lantern.example/posts/moon/b.png">',
    ],
    ['<q cite="/c">x</q>', '<p><q cite="https://lantern.example/c">x</q></p>'],
  ])('%s', (markdown, expected) => expect(html(markdown)).toBe(expected))

  test('files are those of pictures the site holds', () => {
    const { files } = bodyOf(
      '![a](b.png) ![c](https://elsewhere.example/c.png) [d](d.pdf) <video poster="/p.jpg"></video>',
    )
    expect([...files.values()]).toEqual(['/site/posts/moon/b.png', '/site/p.jpg'])
  })
})

describe('a video', () => {
  test('of YouTube in raw HTML is the neutral element', () => {
    expect(html('<iframe src="//www.youtube-nocookie.com/embed/a_bcdefghij?rel=0" title="T"></iframe>')).toBe(
      '<broadsheet-video url="https://www.youtube.com/watch?v=a_bcdefghij" poster="https://i.ytimg.com/vi/a_bcdefghij/hqdefault.jpg" title="T"></broadsheet-video>',
    )
  })

  test('of anybody else stays what it is, for the writers to decide', () => {
    for (const src of ['https://youtube.com.evil.example/embed/a_bcdefghij', 'https://www.youtube.com/embed/"x"/y']) {
      expect(html(`<iframe src='${src}'></iframe>`)).toContain('<iframe')
    }
  })
})

test('HTML nested without end is too much, and no crash', () => {
  expect(() => renderBody('<div>'.repeat(20_000), contextOf())).toThrow(TooMuch)
})

test('HTML nested deeper than anybody needs keeps its text', () => {
  expect(
    html(`${'<i>'.repeat(500)}deep`)
      .replace(/<[^>]*>/g, '')
      .trim(),
  ).toBe('deep')
})

test('a text cannot imitate the marks of shortcodes', () => {
  expect(html('{{< youtube a_bcdefghij >}} \u{FDD0}0\u{FDD1}')).toMatch(/<\/broadsheet-video> 0<\/p>$/)
})
