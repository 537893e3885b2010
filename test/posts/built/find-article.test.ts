import fc from 'fast-check'
import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, it } from 'vitest'
import { findArticle } from '../../../src/posts/built/find-article.ts'
import { parseHtml } from '../../../src/posts/markdown/parse-html.ts'

const OWN = `<h2>How a lamp is lit</h2>
<p>First the wick is cut, then the oil is poured, and last comes the flame.</p>
<pre><code>const lamp = light(oil)</code></pre>
<p>It burns until the morning, <em>if</em> nobody opens the window in the night.</p>`

function found(page: string, own = OWN, title = 'A lamp'): string {
  const result = findArticle(parseHtml(page), parseHtml(own), title)
  return 'fault' in result
    ? result.fault
    : toHtml(result.article)
        .replace(/\n\s*\n/g, '\n')
        .trim()
}

const page = (main: string) =>
  `<!doctype html><html><head><title>A lamp</title><script>var x</script></head><body>
<header><nav><a href="/">Home</a><a href="/about/">About the lamps of this house</a></nav></header>${main}
<footer>All rights reserved by the keeper of lamps</footer></body></html>`

describe('the post in a built page', () => {
  it.each<[string, string]>([
    ['an element of its own', `<main><article><h1>A lamp</h1><div class="prose">${OWN}</div></article></main>`],
    [
      'one with title, date and tags',
      `<article><h1>A lamp</h1><p class="x">5 May, by Mei</p>${OWN}<footer>Tags: lamp</footer></article>`,
    ],
    [
      'one with a share bar',
      `<article>${OWN}<div class="post-share">Share this <a href="https://x.example/">there</a></div><p>See also these other posts of ours</p></article>`,
    ],
    ['the page itself', `${OWN}`],
    ['a table of an old page', `<table><tr><td>Menu of the house</td><td>${OWN}</td></tr></table>`],
    ['a page that quotes its beginning', `<p>First the wick is cut, then the oil is poured</p><div>${OWN}</div>`],
  ])('is found in %s', (_, main) => {
    expect(found(page(main))).toBe(OWN)
  })

  it('keeps what the site’s own templates make in its midst, and at its end', () => {
    const more = '<div class="callout"><p>Mind the flame</p></div>'
    const inner = `${OWN.replace('<pre>', `${more}<pre>`)}<figure><img src="/lamp.webp" alt=""></figure>${more}`
    expect(found(page(`<div class="prose">${inner}</div>`))).toBe(inner)
    const beside = `<article><h1>A lamp</h1><img src="/a.webp">${OWN}${more}<footer>Tags</footer></article>`
    expect(found(page(beside))).toBe(`<img src="/a.webp">${OWN}${more}`)
  })

  it.each<[string, string]>([
    ['links of headings to themselves', '<a class="anchor" href="#how-a-lamp-is-lit" aria-hidden="true">#</a>'],
    ['a sign beside a heading', '<a href="#how">¶</a>'],
    ['copy buttons', '<button class="copy">Copy</button>'],
    ['a table of contents', '<nav id="TableOfContents"><ul><li><a href="#how">How a lamp is lit</a></li></ul></nav>'],
    ['a table of contents by its class', '<div class="post-toc"><a href="#how">How a lamp is lit</a></div>'],
    ['scripts', '<script>alert(1)</script><style>p { color: red }</style>'],
    ['share bars', '<div class="share-buttons"><a href="https://x.example/">Share</a></div>'],
    ['a form', '<form action="/subscribe"><input name="email"></form>'],
    ['words for screen readers', '<span class="sr-only">Link to</span>'],
  ])('loses %s', (_, junk) => {
    const inner = OWN.replace('<pre>', `${junk}<pre>`)
    expect(found(page(`<div>${inner}</div>`))).toBe(OWN)
  })

  it('keeps an element of the post whose name is one of those of pages', () => {
    const own = `${OWN}<div class="share">Each of the lamps has its own share of the oil.</div>`
    expect(found(page(`<div>${own}</div>`), own)).toBe(own)
  })

  it('keeps ticks of lists', () => {
    const own = OWN.replace('<pre>', '<ul><li><input type="checkbox" disabled> oil that is to be bought</li></ul><pre>')
    expect(found(page(`<div>${own}</div>`), own)).toBe(own)
  })

  it('is known by its words, however quotes, code and marks are set', () => {
    const own = '<p>"It\'s late" -- he said, and went to bed.</p><pre><code>const a = "b"\nlet c = 1</code></pre>'
    const shown =
      '<p>“It’s late” — he said, and went to bed.</p><pre class="shiki"><code><span>const</span> <span>a</span> = "b"\n<span>let c = 1</span></code></pre>'
    expect(found(page(`<div>${shown}</div>`), own)).toBe(shown)
    const chinese = '<p>夜裡的燈火照亮了整個港口，船慢慢靠岸。</p>'
    expect(found(page(`<div class="p">${chinese}</div>`), chinese)).toBe(chinese)
  })

  it('is not taken apart where it is one block', () => {
    const own = '<blockquote><p>A lamp that nobody lights is a lamp all the same.</p></blockquote>'
    expect(found(page(`<div>${own}</div>`), own)).toBe(own)
  })

  it('is not found where it is not', () => {
    expect(found(page('<article><p>Something else that somebody wrote of the sea.</p></article>'))).toBe('unlike')
    expect(found(page(`<div>${OWN}</div>`), '<p>Hi</p>')).toBe('few')
    const words = '<p>all these are words of other posts in a list that is very long</p>'.repeat(200)
    expect(found(page(`<div>${words}${OWN}${words}</div>`))).toBe('mixed')
    expect(found(page(`<div>${OWN.replace('<pre>', `${words}<pre>`)}</div>`))).toBe('mixed')
  })

  it('is found in any page around it', () => {
    const word = fc.constantFrom('lamp', 'night', 'home', 'about', 'mei', 'harbour', 'older', 'newer', 'posts', 'tags')
    const words = fc.array(word, { maxLength: 9 }).map((all) => all.join(' '))
    const tag = fc.constantFrom('nav', 'header', 'footer', 'aside', 'form')
    const junk = fc.tuple(tag, words).map(([name, text]) => `<${name}><p>${text}</p></${name}>`)
    const wrapper = fc.tuple(
      fc.constantFrom('div', 'main', 'section', 'article', 'x-page'),
      fc.array(junk, { maxLength: 3 }),
      fc.array(junk, { maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(wrapper, { minLength: 1, maxLength: 6 }), fc.boolean(), (around, hasOwn) => {
        const whole = around.reduce(
          (inner, [name, before, behind]) => `<${name}>${before.join('')}${inner}${behind.join('')}</${name}>`,
          hasOwn ? `<div class="content">${OWN}</div>` : OWN,
        )
        expect(found(page(whole))).toBe(OWN)
      }),
    )
  })

  it('takes time as long as the page', () => {
    const deep = `${'<div>'.repeat(90)}${OWN.repeat(500)}${'</div>'.repeat(90)}`
    const started = performance.now()
    findArticle(parseHtml(page(deep)), parseHtml(OWN.repeat(500)) as Root, 'A lamp')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
