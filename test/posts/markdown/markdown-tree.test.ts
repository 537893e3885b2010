import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TooMuch } from '../../../src/posts/markdown/body-limits.ts'
import { markdownFor } from '../../../src/posts/markdown/markdown.ts'
import { markdownTree } from '../../../src/posts/markdown/markdown-tree.ts'
import { parseHtml } from '../../../src/posts/markdown/parse-html.ts'
import { hasCorpora, markdownFiles } from '../../corpora.ts'
import { MARKUP } from '../body-of.ts'

const settings = {
  ...MARKUP,
  passthrough: { block: [['$$', '$$']], inline: [['\\(', '\\)']] } as typeof MARKUP.passthrough,
}
const markdowns = [markdownFor(settings), markdownFor({ ...settings, rawHtml: false, typographer: false })]

/** By the way that all took: markdown-it's HTML, read by a parser. Compared as text, so that the order of properties counts. */
function expectParsed(text: string): void {
  for (const markdown of markdowns) {
    const tree = JSON.stringify(markdownTree(text, markdown, {}), null, 1)
    expect(tree, text).toBe(JSON.stringify(parseHtml(markdown.render(text, {})), null, 1))
  }
}

describe('Markdown becomes the tree that a parser makes of its HTML', () => {
  test.each([
    [''],
    ['a\n***b** c*  \nd\\\ne `x<` <https://a.example/?a&b> ![*a* b](c.png "t & u") [](<>)'],
    ['# A {#b}\n\nb\n===\n\n- - -\n\n    code &\n\n```c++ {a=b}\n\n<x>\n```\n\n~~~\n~~~'],
    ['- a\n\n  b\n- c\n  > d\n1. e'],
    ['- a\n  ```\n  x\n  ```\n- # b\n- \n3. c\n   - d\n     e\n\n007. f'],
    ['|a|b\n|:-|-\n|c|*d*\n\n|a|\n|-|'],
    ['a\n: b\n\n  c\n: d\n\n- [x] e\n- f :moon: \\(a<b\\)\n\n$$\na\n$$'],
    ['a[^1] [b[^1]](c) [https://a.example](d) [www.a.example](e)\n\n[^1]: d\n\n    e'],
    ['a &#13;\nb &#x0D;&#10;c `&#13;`'],
    [`${'> '.repeat(60)}${'- '.repeat(60)}${'*a '.repeat(120)}${'a* '.repeat(120)}`],
  ])('%j', (text) => expectParsed(text))
})

describe('what HTML of the post leaves open reaches into the Markdown below', () => {
  test.each([
    ['<div>\n\na\n\n</div>\n\nb'],
    ['<b>\n\na\n\nb'],
    ['a <b>\n\nb\n\n- c\n\n</b>\n\nd'],
    ['<p><b>x</p>\n\na\n\nb'],
    ['<table>\n\na\n\n|b|c|\n|-|-|\n\nd'],
    ['<td>\n\na\n\n|b|c|\n|-|-|'],
    ['<!-- a -->\n\nb\n\n<td>x</td>\n\n|b|c|\n|-|-|'],
    ['<td>x</td>\n\na\n\n|b|c|\n|-|-|\n\nd'],
    ['<col>\n\na\n\n|b|c|\n|-|-|'],
    ['<select>\n\na\n\n- b'],
    ['<form>\n\na\n\n</form><form>\n\nb'],
    ['<svg>\n\na\n\n</svg>'],
    ['<template>\n\na\n\n- b'],
    ['<script>\n\na'],
    ['<textarea>\n\na'],
    ['<pre>\n\n\na'],
    ['</p>\n\na\n\n<p>\n\nb'],
    ['<a href="x">\n\n[b](c)\n\nd'],
    ['<!--\uFDD10\uFDD0-->\n\na'],
    [`${'<div>'.repeat(200)}\n\na\n\nb`],
    [`a\n\n${'<div>'.repeat(1_500)}\n\nb`],
  ])('%j', (text) => expectParsed(text))

  test('what is open thousands deep is too much for both', () => {
    const text = `a\n\n${'<div>'.repeat(5_000)}\n\nb`
    const markdown = markdownFor(settings)
    expect(() => markdownTree(text, markdown, {})).toThrow(new TooMuch('nesting'))
    expect(() => parseHtml(markdown.render(text, {}))).toThrow(new TooMuch('nesting'))
  })
})

const MARKDOWN = [
  ...[
    'words',
    ' ',
    '  \n',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '# ',
    '    ',
    ': ',
    '| ',
    '---',
    '```',
    '`',
    '*',
    '**',
    '_',
    '~~',
    '\\',
  ],
  ...['[', ']', '](u "t")', '![', '<', '>', '&amp;', '"', "'", '[^1]', '\n[^1]: ', '{#i}', '$$', ':moon:', '[ ] '],
  ...['https://a.example/', '\n\n|a|b|\n|-|:-:|\n|c|'],
]
const HTML = [
  ...[
    '<b>',
    '</b>',
    '<i>\n\n',
    '</i>',
    '<div>',
    '</div>',
    '<p>',
    '</p>',
    '<a href=x>',
    '</a>',
    '<span>',
    '</span>',
    '<h2>',
  ],
  ...['<table>', '</table>', '<tr>', '<td>', '<td>\n\n', '<ul>', '</ul>', '<li>', '<dd>', '<br>', '<pre>', '</pre>'],
  ...['<!-- c -->', '<!--more-->', '<select>', '<svg>', '<form>'],
]

test('whatever is written', () => {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...MARKDOWN) },
    { weight: 1, arbitrary: fc.constantFrom(...HTML) },
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => expectParsed(pieces.join(''))),
    { numRuns: 1_500 },
  )
}, 60_000)

const files = ['hugo-letsencrypt', 'hugo-coderzh', 'hugo-docs'].flatMap(markdownFiles)

test.skipIf(!hasCorpora)(
  'real posts (skipped without BROADSHEET_CORPORA)',
  () => {
    expect(files.length).toBeGreaterThan(500)
    for (const file of files)
      expectParsed(readFileSync(file, 'utf8').replace(/^(---|\+\+\+)\r?\n[\s\S]*?\n\1\r?\n/, ''))
  },
  60_000,
)
