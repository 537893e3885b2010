import { expect, test } from 'vitest'
import { pageHtml } from '../../src/bodies/for-page.ts'
import { bodyOf } from '../posts/body-of.ts'

test('a page has anchors, with a prefix that keeps them off the page’s own', () => {
  expect(pageHtml(bodyOf('## Tide\n\n[up](#tide)\n\n<b id="main">c</b>'))).toBe(
    '<h2 id="post-tide">Tide</h2>\n<p><a href="#post-tide">up</a></p>\n<p><b id="post-main">c</b></p>',
  )
})

test('footnotes lead there and back', () => {
  const html = pageHtml(bodyOf('a[^n]\n\n[^n]: b'), { idPrefix: 'p1-' })
  expect(html).toContain('<sup id="p1-fnref:1"><a href="#p1-fn:1">1</a></sup>')
  expect(html).toContain('<li id="p1-fn:1"><p>b\u00A0<a href="#p1-fnref:1">')
})

test('a page plays nothing and runs nothing', () => {
  expect(
    pageHtml(bodyOf('<iframe src="https://v.example/"></iframe><script>x</script><a href="vbscript:x">y</a>')),
  ).toBe('<p><a href="https://v.example/">▶ v.example</a></p>y')
})
