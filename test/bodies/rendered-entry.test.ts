import { expect, test } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { renderedEntryOf } from '../../src/bodies/rendered-entry.ts'
import { bodyText } from '../../src/bodies/to-text.ts'
import { bodyOf } from '../posts/body-of.ts'

test('a reading’s HTML and text are made of one tree, and are what each is by itself', () => {
  const body = bodyOf(
    '![a < b](/m.jpg "1 > 0")\n\nNote[^1] <section class="footnotes x">y</section>\n\n```js\na\n```\n\n[^1]: b',
  )
  const { html, text } = renderedEntryOf(body, { language: 'en' })
  expect([html, text]).toEqual([feedHtml(body), bodyText(body)])
  expect(html).toContain('class="language-js"')
  expect(html).not.toContain('footnote')
  expect(text).toContain('[a < b]')
})
