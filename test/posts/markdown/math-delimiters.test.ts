import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { bodyOf } from '../body-of.ts'

const shown = (markdown: string, math?: string) =>
  toHtml(bodyOf(markdown, { param: (name) => (name === 'math' ? math : undefined) }).tree)
    .trim()
    .replaceAll(' class="language-math"', '')

describe('where neither site nor page says anything, two dollars around TeX', () => {
  test.each([
    ['$$\na_1 * b_2\n$$', '<pre><code>a_1 * b_2\n</code></pre>'],
    ['so $$x^2$$ is', '<p>so <code>x^2</code> is</p>'],
    [
      '$$\n\\begin{matrix} a \\\\ b \\end{matrix}\n$$',
      '<pre><code>\\begin{matrix} a \\\\ b \\end{matrix}\n</code></pre>',
    ],
    // Written for a script that runs on what Markdown left.
    ['$$\na\\_1 \\\\\\\\ b\\_2\n$$', '<pre><code>a_1 \\\\ b_2\n</code></pre>'],
    ['it costs $$ or $$$', '<p>it costs $$ or $$$</p>'],
    ['$$ money $$', '<p>$$ money $$</p>'],
    ['$5_000 and $6_000', '<p>$5_000 and $6_000</p>'],
    ['`$$x^2$$`', '<p><code>$$x^2$$</code></p>'],
  ])('%s', (markdown, html) => expect(shown(markdown)).toBe(html))
})

describe('on a page for mathematics, one dollar by pandoc’s rule, and what scripts know', () => {
  test.each([
    ['so $x^2$ is', '<p>so <code>x^2</code> is</p>'],
    ['waves, $h(t)$:', '<p>waves, <code>h(t)</code>:</p>'],
    ['for all $n$', '<p>for all <code>n</code></p>'],
    ['\\\\(x\\_1\\\\) and \\[no link\\]', '<p><code>x_1</code> and [no link]</p>'],
    ['\\\\[\nx\n\\\\]', '<pre><code>x\n</code></pre>'],
    ['from $5 to $6, or $7', '<p>from $5 to $6, or $7</p>'],
    ['a $ b_1 $ c', '<p>a $ b_1 $ c</p>'],
    ['US$5_0 and CA$6', '<p>US$5_0 and CA$6</p>'],
  ])('%s', (markdown, html) => expect(shown(markdown, 'true')).toBe(html))
})

test.each(['katex', 'math.enable'])('a page may be marked by %s', (name) => {
  const { tree } = bodyOf('so $x$ is', { param: (asked) => (asked === name ? 'true' : undefined) })
  expect(toHtml(tree)).toContain('<code class="language-math">x</code>')
})

test('a page that says no is none', () => expect(shown('so $x^2$ is', 'false')).toBe('<p>so $x^2$ is</p>'))
