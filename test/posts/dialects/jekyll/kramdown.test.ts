import { toHtml } from 'hast-util-to-html'
import { describe, expect, it } from 'vitest'
import { jekyllSite } from '../../../../src/posts/dialects/jekyll/site-config.ts'
import { TooMuch } from '../../../../src/posts/markdown/body-limits.ts'
import { renderBody } from '../../../../src/posts/markdown/render-body.ts'
import { contextOf } from '../../body-of.ts'
import { growsTooFast } from '../../growth.ts'

const html = (text: string, config: Record<string, unknown> = {}) => {
  const { markup } = jekyllSite(config)
  return toHtml(renderBody(text, contextOf({ markup })).body.tree).trim()
}

/** What `kramdown --input GFM` makes of it, but for classes and styles, which no mail has. */
describe('kramdown', () => {
  it.each([
    ['a list of attributes below a block', '## One\n{: #first .big}\n\nText', '<h2 id="first">One</h2>\n<p>Text</p>'],
    ['one above a block', '{: #first}\nText', '<p id="first">Text</p>'],
    ['one behind a paragraph', 'Text\n{: .note .info}\n\nMore', '<p>Text</p>\n<p>More</p>'],
    ['one behind a link', '[a](/b){:target="_blank"} c', '<p><a href="https://lantern.example/b">a</a> c</p>'],
    ['one behind emphasis and code', '*a*{: .x} `b`{: .y} c', '<p><em>a</em> <code>b</code> c</p>'],
    ['one in a text', 'a {: .x} c', '<p>a {: .x} c</p>'],
    ['an id in a heading', '## One {#first}', '<h2 id="first">One</h2>'],
    [
      'ids of the words of a heading',
      '## A [Link](x) & `Code` 1.2',
      expect.stringContaining('<h2 id="a-link--code-12">'),
    ],
    ['a table of contents', '* TOC\n{:toc}\n\nText', '<p>Text</p>'],
    ['a comment', 'a\n\n{::comment}\nnothing\n{:/comment}\n\nb', '<p>a</p>\n<p>b</p>'],
    ['an abbreviation', 'HTML here\n\n*[HTML]: Hyper Text', '<p>HTML here</p>'],
    ['a definition list', 'Sea\n: deep', '<dl>\n<dt>Sea</dt>\n<dd>deep</dd>\n</dl>'],
    ['HTML, blank lines and all', '<div>\n\n*a*\n\n</div>\n\n*b*', '<div>\n\n*a*\n\n</div><p><em>b</em></p>'],
    ['Markdown in HTML', '<div markdown="1">\n*a*\n</div>', '<div><p><em>a</em></p>\n</div>'],
    ['a line of it', '<p markdown="span">*a*</p>', '<p><em>a</em></p>'],
    [
      'Markdown deeper in HTML',
      '<div>\n<section markdown="1">\n\n- a\n\n</section>\n</div>',
      expect.stringContaining('<li>a</li>'),
    ],
    [
      'a line that begins with a tag',
      '<em>\n[a](/b)\n</em>',
      expect.stringContaining('<a href="https://lantern.example/b">'),
    ],
    ['code in HTML', 'a <code>--b "c" *d*</code>', '<p>a <code>--b "c" *d*</code></p>'],
    ['a comment of HTML', 'a\n\n<!-- b\n\nc -->\n\nd', expect.stringContaining('<p>d</p>')],
    ['a tag without an end', '<div>\n*a*\n\n*b*', expect.stringContaining('<em>b</em>')],
    ['quotes and dashes', '"a" -- b --- c...', '<p>“a” – b — c…</p>'],
    ['an address is no link by itself', 'see https://a.example now', '<p>see https://a.example now</p>'],
  ])('%s', (_, text, expected) => {
    expect(html(text)).toEqual(expected)
  })

  it('links names where the site has jekyll-mentions', () => {
    const text = 'Thanks @mei-li, `@code`, a@b.example'
    expect(html(text, { plugins: ['jekyll-mentions'] })).toBe(
      '<p>Thanks <a href="https://github.com/mei-li">@mei-li</a>, <code>@code</code>, a@b.example</p>',
    )
    expect(html(text)).not.toContain('<a')
  })

  it('shows emoji where the site has jemoji', () => {
    expect(html('a :tada:', { plugins: ['jemoji'] })).toBe('<p>a 🎉</p>')
    expect(html('a :tada:')).toBe('<p>a :tada:</p>')
  })
})

describe('what kramdown costs grows as the text', () => {
  const markup = jekyllSite({}).markup
  it.each([
    ['elements that are never closed', '<div>\n\n'],
    ['elements in elements', '<div markdown="1">\n'],
    ['elements beside each other', '<div markdown="1">a</div>\n\n'],
    ['code that is never closed', 'a <code> '],
    ['code within a line', 'a <code>b</code> '],
    ['comments that are never closed', '{::comment}\n\n'],
    ['lists of attributes', 'a\n{: #b}\n\n'],
    ['lists behind emphasis', '*a*{: .b} '],
    ['names', '@a '],
  ])('%s', (_, piece) => {
    const context = contextOf({ markup: { ...markup, mentions: 'https://a.example' } })
    const cost = (size: number) => {
      try {
        renderBody(piece.repeat(size / piece.length), context)
      } catch (error) {
        // Deeper than any page: found out at once.
        if (!(error instanceof TooMuch)) throw error
      }
    }
    expect(growsTooFast(cost, 12_000)).toBe(false)
  })
})
