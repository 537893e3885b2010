import { expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

test('a diagram keeps its source, and leads to where it is drawn', () => {
  expect(htmlOf('```mermaid\na --> b\n```\n\n> ```mermaid\n> c\n> ```')).toBe(
    '<pre><code class="language-mermaid">a --> b\n</code></pre>' +
      '<broadsheet-card url="https://lantern.example/posts/moon/" title="Mermaid · Moon"></broadsheet-card>\n' +
      '<blockquote>\n<pre><code class="language-mermaid">c\n</code></pre>' +
      '<broadsheet-card url="https://lantern.example/posts/moon/" title="Mermaid · Moon"></broadsheet-card>\n</blockquote>',
  )
  expect(htmlOf('```go\na\n```')).not.toContain('card')
})
