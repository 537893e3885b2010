import { expect, test } from 'vitest'
import { writeHtml } from '../../src/bodies/write-html.ts'
import { element } from '../../src/posts/element.ts'

test('no bracket within a tag, for programs that end it there', () => {
  const tree = {
    type: 'root' as const,
    children: [element('img', { src: 'https://a.example/?b=1&c', alt: 'a -> <b>' })],
  }
  expect(writeHtml(tree)).toBe('<img src="https://a.example/?b=1&#x26;c" alt="a -&gt; &lt;b&gt;">')
})
