import { describe, expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

/** Line ends between elements say nothing. */
function shown(markdown: string, settings = {}): string {
  return htmlOf(markdown, settings).replace(/(?<=>)\n|\n(?=<)/g, '')
}

describe('definition lists', () => {
  test.each([
    ['Apple\nPomme\n: A fruit.', '<dl><dt>Apple</dt><dt>Pomme</dt><dd>A fruit.</dd></dl>'],
    ['a\nb *c*\nd\n: One\n: Two', '<dl><dt>a</dt><dt>b <em>c</em></dt><dt>d</dt><dd>One</dd><dd>Two</dd></dl>'],
    ['a\n: b\n\nc\nd\n: e', '<dl><dt>a</dt><dd>b</dd><dt>c</dt><dt>d</dt><dd>e</dd></dl>'],
    ['a\n\n: b\n\n    c', '<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>'],
    ['a\n: b\n\n: c', '<dl><dt>a</dt><dd>b</dd><dd><p>c</p></dd></dl>'],
    ['a\n: b\nlazy', '<dl><dt>a</dt><dd>b\nlazy</dd></dl>'],
    [
      'a\n:   Text\n\n        code\n          more',
      '<dl><dt>a</dt><dd>Text<pre><code>code\n  more</code></pre></dd></dl>',
    ],
    ['a\n:\tText\n\n\tmore', '<dl><dt>a</dt><dd>Text<p>more</p></dd></dl>'],
    ['a\n: b\n  - c\n\n  d', '<dl><dt>a</dt><dd>b<ul><li>c</li></ul><p>d</p></dd></dl>'],
    ['a\n: - b\n\n  c', '<dl><dt>a</dt><dd><ul><li>b</li></ul>c</dd></dl>'],
    ['a\n: - x\n  - y', '<dl><dt>a</dt><dd><ul><li>x</li><li>y</li></ul></dd></dl>'],
    ['a\n: b\n\n- c\n  : d', '<dl><dt>a</dt><dd>b</dd></dl><ul><li><dl><dt>c</dt><dd>d</dd></dl></li></ul>'],
    ['> q\n> : dd\n> : de', '<blockquote><dl><dt>q</dt><dd>dd</dd><dd>de</dd></dl></blockquote>'],
    ['a\n: b\n\nafter\n\n: c', '<dl><dt>a</dt><dd>b</dd><dt>after</dt><dd><p>c</p></dd></dl>'],
  ])('%j', (markdown, html) => {
    expect(shown(markdown)).toBe(html)
  })

  test.each(['a\nb\n:no', 'a\n : indented', ': alone', 'a\n~ b'])('none: %j', (markdown) => {
    expect(shown(markdown)).toBe(`<p>${markdown.replace(/\n /g, '\n')}</p>`)
  })

  test('none below a heading, nor across a list', () => {
    expect(shown('a\n# h\n: no')).toBe('<p>a</p><h1 id="h">h</h1><p>: no</p>')
    expect(shown('h\n- list\n: not')).toBe('<p>h</p><ul><li>list\n: not</li></ul>')
  })

  test('none where the site turns them off', () => {
    expect(shown('a\n: b', { definitionLists: false })).toBe('<p>a\n: b</p>')
  })
})
