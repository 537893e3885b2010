import { expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

const box = (state = '') => `<input type="checkbox"${state} disabled>`

test.each([
  ['- [ ] oil\n- [x] *wick*', `<ul>\n<li>${box()} oil</li>\n<li>${box(' checked')} <em>wick</em></li>\n</ul>`],
  ['1. [X] a\n\n2. b', `<ol>\n<li>\n<p>${box(' checked')} a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>`],
  ['- [ ]\n- [y] b\n- a [x] c', '<ul>\n<li>[ ]</li>\n<li>[y] b</li>\n<li>a [x] c</li>\n</ul>'],
  ['[x] a', '<p>[x] a</p>'],
])('%s', (markdown, html) => expect(htmlOf(markdown)).toBe(html))

test('where the site has none, the brackets stay', () => {
  expect(htmlOf('- [ ] oil', { taskLists: false })).toBe('<ul>\n<li>[ ] oil</li>\n</ul>')
})
