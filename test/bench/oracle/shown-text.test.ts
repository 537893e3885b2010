import { expect, test } from 'vitest'
import { plainText } from '../../../bench/oracle/plain-text.ts'
import { parseHtml } from '../../../src/posts/markdown/parse-html.ts'

test.each([
  ['<p>One</p><p>two<br>three</p>', 'One two three'],
  ['<b>w</b>ord', 'word'],
  ['<p>“It’s”</p>', '"It\'s"'],
  ['中文 English 中文\n中文', '中文English中文中文'],
  ['a<sup id="fnref:1"><a class="footnote-ref">1</a></sup>', 'a'],
  ['<pre><code class="language-goat">.-.</code></pre><iframe src="x">no</iframe>', ''],
  ['<span class="ln">1</span>code', 'code'],
])('%s → %s', (html, text) => expect(plainText(parseHtml(html) ?? expect.fail())).toBe(text))
