import { expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

const quote = (inner: string) => `<blockquote>\n${inner}\n</blockquote>`

test.each([
  ['> [!NOTE]\n> The *tide*', quote('<p><strong>Note</strong></p>\n<p>The <em>tide</em></p>')],
  [
    '> [!warning]- Mind **this**\n>\n> - a',
    quote('<p><strong>Mind <strong>this</strong></strong></p>\n<p></p>\n<ul>\n<li>a</li>\n</ul>'),
  ],
  ['> [!TIP]', quote('<p><strong>Tip</strong></p>\n<p></p>')],
  ['> [!not a mark]\n> x', quote('<p>[!not a mark]\nx</p>')],
  ['> a\n>\n> [!NOTE]', quote('<p>a</p>\n<p>[!NOTE]</p>')],
  ['[!NOTE]', '<p>[!NOTE]</p>'],
])('%s', (markdown, html) => expect(htmlOf(markdown)).toBe(html))
