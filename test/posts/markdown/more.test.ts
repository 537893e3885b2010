import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { summaryOf } from '../../../src/bodies/summary.ts'
import { beforeMore } from '../../../src/posts/markdown/more.ts'
import { bodyOf, MARKUP } from '../body-of.ts'

describe('a teaser ends right at <!--more-->', () => {
  test.each([
    ['one\n\n<!--more-->\n\ntwo', 'one'],
    ['one\n<!--more-->\ntwo', 'one'],
    ['one\r\n<!--more-->\r\ntwo', 'one'],
    ['one <!--more--> two', 'one'],
    ['one<!--more-->two', 'one'],
    ['**one** and <!--more--> two.', 'one and'],
    ['*one <!--more--> two*', 'one'],
    ['[one <!--more--> two](/x) three', 'one'],
    ['- one <!--more--> two\n- three', 'one'],
    ['1. one\n2. two\n\n   <!--more-->\n\n   three', 'one two'],
    ['> one <!--more--> two\n\nthree', 'one'],
    ['one\n: two <!--more--> three', 'one two'],
    ['<div>one\n<!--more-->\n</div>\n\ntwo', 'one'],
    ['<div>\none\n<!--more-->\ntwo\n</div>\n\nthree', 'one'],
    ['<p>one <b>two <!--more--> three</b></p>', 'one two'],
    ['one <!--more--> two <!--more--> three', 'one'],
    ['one `<!--more-->`\n\ntwo <!--more--> three', 'one <!--more--> two'],
  ])('%j', (markdown, teaser) => {
    expect(summaryOf({ language: 'en' }, bodyOf(markdown))).toBe(teaser)
  })

  test.each([
    ['one <!--more--> two', 'one'],
    ['- one <!--more--> two', 'one'],
    ['one\n\n<div>raw\n<!--more-->\ntwo\n</div>', 'one'],
  ])('where raw HTML is left out, too: %j', (markdown, teaser) => {
    const body = bodyOf(markdown, { markup: { ...MARKUP, rawHtml: false } })
    expect(summaryOf({ language: 'en' }, body)).toBe(teaser)
    expect(toHtml(body.tree)).toContain('two')
  })

  test('the body is whole', () => {
    const { tree } = bodyOf('one <!--more--> two')
    const before = toHtml(tree)
    expect(toHtml(beforeMore(tree.children) ?? [])).toBe('<p>one </p>')
    expect(toHtml(tree)).toBe(before)
  })

  test('there is none without one', () => {
    expect(beforeMore(bodyOf('one\n\n`<!--more-->`').tree.children)).toBeUndefined()
    expect(beforeMore(bodyOf('one\n\n<!-- more -->\n\ntwo').tree.children)).toBeUndefined()
  })
})
