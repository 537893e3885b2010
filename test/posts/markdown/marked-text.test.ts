import { describe, expect, test } from 'vitest'
import type { MarkupExtra } from '../../../src/posts/markup-settings.ts'
import { htmlOf } from './html-of.ts'

const ALL: MarkupExtra[] = ['mark', 'insert', 'delete', 'subscript', 'superscript']

describe('struck words', () => {
  test.each([
    ['a ~~now~~ b', 'a <del>now</del> b'],
    ['a ~one~ b', 'a <del>one</del> b'],
    ['~~a ~b~ c~~', '<del>a <del>b</del> c</del>'],
    ['*~~a~~*', '<em><del>a</del></em>'],
    ['[~~a~~](/x)', '<a href="https://lantern.example/x"><del>a</del></a>'],
    ['~~~a~~~', '~~~a~~~'],
    ['~ a ~ and ~/home', '~ a ~ and ~/home'],
    ['~a~~', '~a~~'],
    ['a ~~ b', 'a ~~ b'],
    ['`~~a~~`', '<code>~~a~~</code>'],
  ])('%s', (markdown, html) => {
    expect(htmlOf(`x ${markdown}`)).toBe(`<p>x ${html}</p>`)
  })

  test('not where the site turns them off', () => {
    expect(htmlOf('~~now~~ ~one~', { strikethrough: false })).toBe('<p>~~now~~ ~one~</p>')
    expect(htmlOf('~~now~~ ~one~', { strikethrough: false, extras: ['delete', 'subscript'] })).toBe(
      '<p><del>now</del> <sub>one</sub></p>',
    )
  })
})

describe('Hugo’s extras', () => {
  test.each([
    ['H~2~O', 'H<sub>2</sub>O'],
    ['x^2^ and x^a *b*^', 'x<sup>2</sup> and x<sup>a <em>b</em></sup>'],
    ['==marked== ++added++', '<mark>marked</mark> <ins>added</ins>'],
    ['a == b, c ++ d, 2^10, a=b=c', 'a == b, c ++ d, 2^10, a=b=c'],
    ['===a===', '===a==='],
  ])('%s', (markdown, html) => {
    expect(htmlOf(markdown, { extras: ALL })).toBe(`<p>${html}</p>`)
  })

  test('stand as written where the site does not turn them on', () => {
    const written = 'x^2^, ==marked==, ++added++'
    expect(htmlOf(written)).toBe(`<p>${written}</p>`)
  })
})
