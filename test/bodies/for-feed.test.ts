import { describe, expect, test } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { bodyOf } from '../posts/body-of.ts'

const feed = (markdown: string) => feedHtml(bodyOf(markdown))

describe('what is unsafe goes', () => {
  test.each([
    ['<script>alert(1)</script>', ''],
    ['<p onclick="x()" style="a" class="b" data-c="d" id="e">f</p>', '<p>f</p>'],
    ['<a href="javascript:x()">a</a>', '<p>a</p>'],
    ['<a href=" java\nscript:x()">a</a>', '<p>a</p>'],
    ['<img src="data:image/png;base64,AAAA" alt="dot">', 'dot'],
    ['<svg><a href="javascript:x()">a</a></svg>', ''],
    ['<form action="/x"><input><button>b</button>words</form>', 'b words'],
    ['<iframe srcdoc="<script>x</script>"></iframe>', ''],
    ['<object data="javascript:x()"></object>', ''],
    ['<broadsheet-video url="javascript:x()"></broadsheet-video>', ''],
    ['<custom-box onclick=x>words</custom-box>', '<p>words</p>'],
    ['<!-- secret -->', ''],
  ])('%s', (markdown, html) => expect(feed(markdown)).toBe(html))
})

describe('what plays is a link', () => {
  test.each([
    ['<video src="/a%20b.mp4"></video>', '▶ a b.mp4', 'https://lantern.example/a%20b.mp4'],
    ['<video><source src="/a.webm"></video>', '▶ a.webm', 'https://lantern.example/a.webm'],
    ['<audio title="Tide" src="/a.mp3"></audio>', '▶ Tide', 'https://lantern.example/a.mp3'],
    ['<iframe src="https://player.vimeo.com/video/1"></iframe>', '▶ Vimeo', 'https://player.vimeo.com/video/1'],
    ['<iframe src="//maps.example/x"></iframe>', '▶ maps.example', 'https://maps.example/x'],
    ['<object><param name="movie" value="http://v.example/x"></object>', '▶ v.example', 'http://v.example/x'],
    ['<object><embed src="http://v.example/x.swf"></object>', '▶ x.swf', 'http://v.example/x.swf'],
  ])('%s', (markdown, label, url) => expect(feed(markdown)).toContain(`<a href="${url}">${label}</a>`))

  test('with a still where there is one', () => {
    expect(feed('<video src="/a.mp4" poster="/a.jpg"></video>')).toContain(
      '<a href="https://lantern.example/a.mp4"><img src="https://lantern.example/a.jpg" alt="a.mp4"></a><br>',
    )
  })

  test('and within a link, words', () => {
    expect(feed('<a href="/x"><iframe src="https://v.example/"></iframe></a>')).toContain('>▶ v.example</a>')
  })
})

test('marks that say nothing go, those that say something stay', () => {
  expect(
    feed('<center><font color="red">a</font> <span style="b">c</span> <span lang="he" dir="rtl">ש</span></center>'),
  ).toBe('<div>a c <span lang="he" dir="rtl">ש</span></div>')
})

test('the body is not changed', () => {
  const body = bodyOf('a[^1] <b onclick=x>b</b> {{< youtube a_bcdefghij >}}\n\n[^1]: c')
  const before = structuredClone(body)
  feedHtml(body)
  expect(body).toEqual(before)
})
