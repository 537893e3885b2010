import { expect, test } from 'vitest'
import { shownText } from '../../../bench/oracle/shown-text.ts'
import { parseHtml } from '../../../src/posts/markdown/parse-html.ts'

test.each([
  ['<p>One</p><p>two<br>three</p>', 'One\ntwo\nthree'],
  ['<b>w</b>ord', 'word'],
  ['<p>“It’s”</p>', '"It\'s"'],
  ['中文 English\n中文', '中文 English 中文'],
  ['a *b*', 'a *b*'],
  ['<pre><code>a\n  b  \n\n</code></pre>', 'a↵␣␣b'],
  ['a<code> b\n c</code>', 'a b c'],
])('%s → %s', (html, text) => expect(shownText(parseHtml(html))).toBe(text))
