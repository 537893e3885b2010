import { expect, test } from 'vitest'
import { renderBody } from '../../../src/posts/markdown/render-body.ts'
import type { PassthroughSettings } from '../../../src/posts/markup-settings.ts'
import { contextOf, MARKUP } from '../body-of.ts'
import { htmlOf } from './html-of.ts'

const passthrough: PassthroughSettings = {
  block: [
    ['$$', '$$'],
    ['\\[', '\\]'],
  ],
  inline: [
    ['$', '$'],
    ['\\(', '\\)'],
  ],
}

test.each([
  ['so \\(a_1 < b_2\\), *it*', '<p>so <code class="language-math">a_1 &#x3C; b_2</code>, <em>it</em></p>'],
  ['$$\na_1 * b_2\n\\\\ c\n$$', '<pre><code class="language-math">a_1 * b_2\n\\\\ c\n</code></pre>'],
  ['Text\n$$x$$\nmore', '<p>Text</p>\n<pre><code class="language-math">x\n</code></pre>\n<p>more</p>'],
  ['> \\[\n> y\n> \\]', '<blockquote>\n<pre><code class="language-math">y\n</code></pre>\n</blockquote>'],
  ['a $$x$$ b $y$', '<p>a <code class="language-math">x</code> b <code class="language-math">y</code></p>'],
  ['$$x$$ is *it*', '<p><code class="language-math">x</code> is <em>it</em></p>'],
  ['`$x$` and 5$', '<p><code>$x$</code> and 5$</p>'],
  ['$$\nnever\n\nclosed $$ $', '<p>$$\nnever</p>\n<p>closed $$ $</p>'],
])('%s', (markdown, html) => expect(htmlOf(markdown, { passthrough })).toBe(html))

test('where the site has no delimiters, dollars are dollars', () => {
  expect(htmlOf('$5 and $6')).toBe('<p>$5 and $6</p>')
})

test('tens of thousands that are never closed are read in a moment', () => {
  // One that looked for each end anew would take longer than a test may.
  for (const unit of ['\\[', '\\[\n', '\\( ']) {
    const rendered = renderBody(unit.repeat(60_000), contextOf({ markup: { ...MARKUP, passthrough } }))
    expect(rendered).toBeDefined()
  }
})
