import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { bodyOf } from '../body-of.ts'
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

test('the label is in the post’s language, where that is known', () => {
  const words = { note: '備註', tip: '提示', important: '重要', warning: '警告', caution: '注意', details: '詳細內容' }
  const html = (markdown: string) => toHtml(bodyOf(markdown, { words }).tree).replace(/\n/g, '')
  expect(html('> [!Note]\n> 潮')).toBe('<blockquote><p><strong>備註</strong></p><p>潮</p></blockquote>')
  expect(html('> [!quote]\n> 潮')).toContain('<strong>Quote</strong>')
  expect(html('{{< details >}}潮{{< /details >}}')).toBe('<details><summary>詳細內容</summary><p>潮</p></details>')
})
