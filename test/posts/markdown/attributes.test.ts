import { describe, expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

describe('a heading’s attributes are not shown, and its id is where links point at', () => {
  test.each([
    ['## Chapter {#v1.2}', 'v1.2', 'Chapter'],
    ['## Chapter{#one}', 'one', 'Chapter'],
    ['## One ## {#one}', 'one', 'One'],
    ['## One {#one} ##', 'one', 'One'],
    ['## ## {#one}', 'one', ''],
    ['## {#one}', 'one', ''],
    ['## Two {#two, .wide}', 'two', 'Two'],
    ['## Two {.wide ,#two}', 'two', 'Two'],
    ['## Three {.a.b}', 'three', 'Three'],
    ['## Four {#h-t.wp-block-heading}', 'h-t.wp-block-heading', 'Four'],
    ['## X {#a.b .c}', 'a.b', 'X'],
    ['## X {#a #b}', 'b', 'X'],
    ['## X {#a}{#b}', 'b', 'X {#a}'],
    ['## X {id=a-b}', 'a-b', 'X'],
    ['## X {id = "a b"}', 'a b', 'X'],
    ['## X {#a:b}', 'a:b', 'X'],
    ['## X {#中文}', '中文', 'X'],
    ['## X {data-x=1.5 title="va}l\\"ue" #z}', 'z', 'X'],
    ['## X {data=[1,2] more={#q} #z}', 'z', 'X'],
    ['## X {}', 'x', 'X'],
    ['## X {#}', 'x', 'X'],
    ['# X # y {.c}', 'x--y', 'X # y'],
    ['## `{#x}', 'x', '`'],
    ['X\nY {#set}\n---', 'set', 'X\nY'],
  ])('%s', (markdown, id, words) => {
    expect(htmlOf(markdown)).toMatch(new RegExp(`^<h\\d id="${id}">${words.replace(/[{}]/g, '\\$&')}</h\\d>$`))
  })

  test.each([
    ['## X {1, 2}', 'X {1, 2}'],
    ['## X { }', 'X { }'],
    ['## X {#x} y', 'X {#x} y'],
    ['## X \\{#x}', 'X {#x}'],
    ['## X {#a/b}', 'X {#a/b}'],
    ['## X {a}', 'X {a}'],
    ["## X {id='q'}", 'X {id=‘q’}'],
    ['## X {#a', 'X {#a'],
    ['## X {a="b}', 'X {a=“b}'],
  ])('what is none stays text: %s', (markdown, words) => {
    expect(htmlOf(markdown).replace(/<[^>]*>/g, '')).toBe(words)
  })
})

describe('a line of attributes below a block', () => {
  test.each([
    ['para\n{.a, #b}', '<p id="b">para</p>'],
    ['para\n{}', '<p>para</p>'],
    ['para\n{#v1.2 .x}', '<p id="v1.2">para</p>'],
    ['- a\n{#l}\n- b', '<ul id="l">\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>'],
    ['para\n{x, y}', '<p>para\n{x, y}</p>'],
    ['```go\nx\n```\n{#c hidden="y"}', '<pre><code id="c" class="language-go">x\n</code></pre>'],
  ])('%s', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html)
  })

  test('is text where the site says no more', () => {
    expect(htmlOf('para\n{.a, #b}', { blockAttributes: false })).toBe('<p>para\n{.a, #b}</p>')
  })
})
