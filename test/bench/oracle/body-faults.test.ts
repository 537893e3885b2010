import { expect, test } from 'vitest'
import { bodyFaults, pictureFaults } from '../../../bench/oracle/body-faults.ts'
import { parseHtml } from '../../../src/posts/markdown/parse-html.ts'

const treeOf = (html: string) => parseHtml(html) ?? expect.fail()

test.each([
  ['<p>{{&lt; note >}}</p>', '', ['template text: {{<note>}}']],
  ['<p>{{&lt; note >}}</p>', '{{</* note */>}}', []],
  ['<p>{{&lt; note >}}</p>', '{{\\< note >}}', []],
  ['<a href="/a">a</a>', '', ['relative URL: /a']],
  ['<a href="#a">a</a> <a href="mailto:a@b.example">b</a>', '', []],
  ['<img src="//a.example/b.png">', '', ['relative URL: //a.example/b.png']],
  ['<p onclick="x" data-x="y">a</p>', '', ['unsafe: onClick', 'unsafe: dataX']],
  ['<iframe src="https://a.example/"></iframe><!--a-->', '', ['unsafe: iframe', 'unsafe: <!--a-->']],
])('%s of %j: %j', (html, source, faults) => {
  expect(bodyFaults(treeOf(html), source).map(({ what, found }) => `${what}: ${found}`)).toEqual(faults)
})

test.each([
  ['<img src="https://a.example/a.webp">', 1],
  ['<img src="https://a.example/a.png">', 0],
  ['<img src="https://mail.example/a.png" alt="">', 1],
  ['<img src="https://mail.example/a.png" alt="" width="10">', 0],
  ['<img alt="a">', 1],
])('%s has so many faults of pictures: %i', (html, count) => {
  expect(pictureFaults(treeOf(html), (url) => url.startsWith('https://mail.example/'))).toHaveLength(count)
})
