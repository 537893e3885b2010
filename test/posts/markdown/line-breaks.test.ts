import { describe, expect, test } from 'vitest'
import { bodyText } from '../../../src/bodies/to-text.ts'
import { bodyOf, MARKUP } from '../body-of.ts'
import { htmlOf } from './html-of.ts'

describe('hardWraps: a line’s end is one', () => {
  test.each([
    ['Roses are red,\nviolets are blue,', '<p>Roses are red,<br>\nviolets are blue,</p>'],
    ['- one\n  two', '<ul>\n<li>one<br>\ntwo</li>\n</ul>'],
    ['> a\n> b', '<blockquote>\n<p>a<br>\nb</p>\n</blockquote>'],
    ['a <b>x</b>\nb', '<p>a <b>x</b><br>\nb</p>'],
    ['a  \nb\\\nc', '<p>a<br>\nb<br>\nc</p>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown, { hardWraps: true })).toBe(html)
  })

  test('in the text of a mail, too', () => {
    expect(bodyText(bodyOf('one\ntwo', { markup: { ...MARKUP, hardWraps: true } }))).toBe('one\ntwo')
  })
})

describe('eastAsianLineBreaks', () => {
  test.each([
    ['中文\n换行', '中文换行', '中文换行'],
    ['中文\nword', '中文\nword', '中文word'],
    ['one\ntwo', 'one\ntwo', 'one\ntwo'],
    ['日本。\nかな', '日本。かな', '日本。かな'],
  ])('%j', (markdown, simple, draft) => {
    expect(htmlOf(markdown, { eastAsianLineBreaks: 'simple' })).toBe(`<p>${simple}</p>`)
    expect(htmlOf(markdown, { eastAsianLineBreaks: 'css3draft' })).toBe(`<p>${draft}</p>`)
    expect(htmlOf(markdown)).toBe(`<p>${markdown}</p>`)
  })
})

test('escapedSpace: a blank behind a backslash is nothing', () => {
  expect(htmlOf('太郎は\\ **「こんにちわ」**\\ と言った', { escapedSpace: true })).toBe(
    '<p>太郎は<strong>「こんにちわ」</strong>と言った</p>',
  )
})

test('without tables, lines are lines', () => {
  expect(htmlOf('| a |\n|---|\n| b |', { tables: false })).toBe('<p>| a |\n|—|\n| b |</p>')
})

test('without attributes of headings, braces are shown', () => {
  expect(htmlOf('## A {#b}', { headingAttributes: false })).toBe('<h2 id="a-b">A {#b}</h2>')
})
