import { describe, expect, test } from 'vitest'
import { feedHtml } from '../../../src/bodies/for-feed.ts'
import { summaryOf } from '../../../src/bodies/summary.ts'
import { bodyText } from '../../../src/bodies/to-text.ts'
import { bodyOf } from '../body-of.ts'

const DOT = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
const LANTERN = 'https://lantern.example'

function feedOf(html: string): string {
  return feedHtml(bodyOf(html)).replaceAll(LANTERN, '')
}

describe('a picture that a script would load later is there', () => {
  test.each([
    [`<img data-src="/real.jpg" src="/grey.gif" alt="A">`, '/real.jpg'],
    [`<img data-src="/real.jpg" src="/small.jpg" alt="A">`, '/real.jpg'],
    [`<img data-src="/real.jpg" alt="A">`, '/real.jpg'],
    [`<img data-lazy-src="/real.jpg" src="${DOT}" alt="A">`, '/real.jpg'],
    [`<img data-original="/real.jpg" src="${DOT}" alt="A">`, '/real.jpg'],
    [`<img data-original="/real.jpg" src="/spinner.svg" alt="A">`, '/real.jpg'],
    [`<img data-original="/large.jpg" src="/real.jpg" alt="A">`, '/real.jpg'],
    [`<img data-srcset="/real.jpg 1x" src="/spinner.gif" alt="A">`, '/real.jpg'],
    [`<img data-src='{"large": "/x.jpg"}' src="/real.jpg" alt="A">`, '/real.jpg'],
    [`<img data-src="" src="/real.jpg" alt="A">`, '/real.jpg'],
    [`<img srcset="/real.jpg 1x" alt="A">`, '/real.jpg'],
    [`<img srcset="/small.jpg 400w, /real.jpg 1300w, /huge.jpg 4000w" alt="A">`, '/real.jpg'],
    [`<img srcset="/small.jpg 400w, /real.jpg 800w" alt="A">`, '/real.jpg'],
    [`<img srcset="/small.jpg, /real.jpg 2x, /huge.jpg 3x" alt="A">`, '/real.jpg'],
    [`<picture><source srcset="/a.avif"><source srcset="/real.jpg"><img alt="A"></picture>`, '/real.jpg'],
    [`<picture><source srcset="/a.webp"><img src="/real.jpg" alt="A"></picture>`, '/real.jpg'],
    [`<img src="${DOT}" alt="A"><noscript><img src="/real.jpg" alt="A"></noscript>`, '/real.jpg'],
    [`<img src="${DOT}" data-src="/real.jpg" alt="A"><noscript><img src="/real.jpg" alt="A"></noscript>`, '/real.jpg'],
    [`<span><img class="lazy" alt="A"></span> <noscript><img src="/real.jpg" alt="A"></noscript>`, '/real.jpg'],
    [`<noscript><img src="/real.jpg" alt="A"></noscript>`, '/real.jpg'],
    [`<object data="/real.jpg" type="image/jpeg"><img src="/small.png" alt="A"></object>`, '/real.jpg'],
    [`<object data="/real.jpg">A</object>`, '/real.jpg'],
    [`<embed src="/real.jpg" title="A">`, '/real.jpg'],
    [`<object><img src="/real.jpg" alt="A"></object>`, '/real.jpg'],
  ])('%s', (html, src) => {
    const images = feedOf(html).match(/<img[^>]*>/g) ?? []
    expect(images).toHaveLength(1)
    expect(images[0]).toContain(`src="${src}"`)
    expect(bodyText(bodyOf(html)).trim()).toBe('[A]')
  })

  test('a pixel that counts readers is not', () => {
    expect(feedOf('Words. <noscript><img style="display:none" src="https://count.example/p"></noscript>')).toBe(
      '<p>Words. </p>',
    )
  })
})

describe('what a page shows in a way of its own says the same', () => {
  test.each([
    ['<a href="/book.pdf"><button>Download</button></a>', '<p><a href="/book.pdf">Download</a></p>'],
    ['<button>Question?</button>\n<div>Answer.</div>', 'Question?'],
    ['<p><button><p>One</p><p>Two</p></button></p>', '<p>'],
    ['a <svg><title>A circle</title><circle r="5"/></svg> b', '<p>a A circle b</p>'],
    ['<svg aria-label="Tides"><path d="M0"/></svg>', '<p>Tides</p>'],
    ['<a href="/x"><svg><text>hi</text></svg></a>', '<p><a href="/x">hi</a></p>'],
    ['Words<svg aria-hidden="true"><title>icon</title></svg>', '<p>Words</p>'],
    [
      '<object data="/a.pdf" type="application/pdf"><a href="/a.pdf">it</a></object>',
      '<p><a href="/a.pdf">a.pdf</a></p>',
    ],
    ['<object><p>Only <em>this</em></p></object>', '<p> Only <em>this</em> </p>'],
    ['<embed src="/talk%20one.pdf">', '<p><a href="/talk%20one.pdf">talk one.pdf</a></p>'],
    ['<iframe data-src="https://player.vimeo.com/video/76979871" title="Film"></iframe>', '▶ Film'],
    ['<iframe srcdoc="&lt;p&gt;Hello &lt;button&gt;you&lt;/button&gt;&lt;/p&gt;"></iframe>', '<p>Hello  you </p>'],
    [
      '<script src="https://gist.github.com/me/abcdef12.js"></script>',
      '<a href="https://gist.github.com/me/abcdef12">',
    ],
  ])('%s', (html, shown) => {
    expect(feedOf(html)).toContain(shown)
    expect(feedOf(html)).not.toContain('<p><p>')
  })

  test('but nothing that is hidden within it', () => {
    const body = bodyOf('Seen <iframe srcdoc="<p hidden>SECRET</p><script>SECRET</script>also"></iframe>')
    expect(feedHtml(body)).not.toContain('SECRET')
    expect(bodyText(body)).toBe('Seen also')
  })
})

test('readings of ruby are in brackets where no browser sets them above', () => {
  const body = bodyOf('<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を <ruby>本<rp>(</rp><rt>ほん</rt><rp>)</rp></ruby>')
  expect(bodyText(body)).toBe('漢（かん）字（じ）を 本(ほん)')
  expect(summaryOf({ language: 'ja' }, body)).toBe('漢（かん）字（じ）を 本(ほん)')
})

test('a caption that holds a block is no paragraph', () => {
  const figure = feedOf('{{< figure src="/a.png" caption="One <div>block</div>" >}}')
  expect(figure).toContain('<figcaption>One <div>block</div></figcaption>')
})

describe('MathML', () => {
  test.each([
    ['<mi>A</mi><mo>=</mo><mi>π</mi><msup><mi>r</mi><mn>2</mn></msup>', 'A=πr²'],
    ['<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>', '(a+b)/2'],
    ['<msqrt><mi>x</mi></msqrt><mphantom><mi>SECRET</mi></mphantom>', '√x'],
    ['<mroot><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mn>3</mn></mroot>', '³√(x+1)'],
    ['<msubsup><mo>∑</mo><mn>0</mn><mn>9</mn></msubsup>', '∑0⁹'],
    [
      '<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>',
      '1 2; 3;',
    ],
    ['<semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics>', 'x^2'],
    ['<mtext>if\n  so</mtext>', 'if so'],
  ])('%s', (mathml, words) => {
    expect(bodyText(bodyOf(`<math>${mathml}</math>`))).toBe(words)
  })

  test('with its TeX is a formula as all others', () => {
    const tex = '<semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics>'
    expect(feedOf(`<math>${tex}</math>`)).toBe('<p><code class="language-math">x^2</code></p>')
    expect(feedOf(`<div><math display="block">${tex}</math></div>`)).toContain('<pre><code class="language-math">x^2')
  })
})

describe('a scheme has no case', () => {
  test.each([
    ['[a](Https://e.example/A)', 'href="https://e.example/A"'],
    ['<HTTPS://e.example/a>', '<a href="https://e.example/a">HTTPS://e.example/a</a>'],
    ['[a][r]\n\n[r]: HTTP://e.example/a', 'href="http://e.example/a"'],
    ['[a](Mailto:me@e.example)', 'href="mailto:me@e.example"'],
    ['[a](Tel:+49)', 'href="tel:+49"'],
    ['![a](HTTPS://e.example/a.png)', '<img src="https://e.example/a.png" alt="a">'],
    ['<a href=" HTTPS://e.example/a">a</a>', 'href="https://e.example/a"'],
    ['<img src="Http://e.example/a.png" alt="a">', 'src="http://e.example/a.png"'],
    ['<img srcset="Http://e.example/a.png 1x" alt="a">', 'src="http://e.example/a.png"'],
    ['<video src="HTTPS://e.example/a.mp4"></video>', 'href="https://e.example/a.mp4"'],
    ['- > [a](HTTPS://e.example/a)', 'href="https://e.example/a"'],
    [
      '{{< figure src="HTTPS://e.example/a.png" link="HTTPS://e.example/" >}}',
      '<a href="https://e.example/"><img src="https://e.example/a.png"',
    ],
  ])('%s', (markdown, shown) => {
    expect(feedHtml(bodyOf(markdown))).toContain(shown)
  })

  test('in the text part, an address is not listed beside itself', () => {
    expect(bodyText(bodyOf('<HTTPS://e.example/a> <TEL:+49>'))).toBe('HTTPS://e.example/a TEL:+49')
  })

  test.each(['JavaScript:steal()', 'DATA:text/html,x', 'VBScript:x'])('what runs is none: %s', (href) => {
    expect(feedHtml(bodyOf(`<a href="${href}">a</a>`))).toBe('<p>a</p>')
  })
})
