import { describe, expect, it } from 'vitest'
import { FIRST_LINE, readPrinted } from '../../src/posts/printed-bodies.ts'

describe('bodies that a program printed', () => {
  const printed = (html: string, before = '') =>
    readPrinted(`${FIRST_LINE}\n\n${JSON.stringify({ file: '/a.md', url: 'https://l.example/a/', html, before })}\n`)

  it.each([
    ['<p>a</p>\n<p>b</p>', '', '<p>a</p>\n<p>b</p>'],
    ['<p>a</p>\n<p>b</p>', '<p>a</p>', '<p>a</p><!--more-->\n<p>b</p>'],
    ['\n<p>a</p>\n<p>b</p>', '<p>a</p>\n', '\n<p>a</p><!--more-->\n<p>b</p>'],
    ['<p>a</p>', 'words of the front matter', '<p>a</p>'],
    ['<p>a</p><!--more--><p>b</p>', '<p>a</p>', '<p>a</p><!--more--><p>b</p>'],
    ['<p>b</p><p>a</p>', '<p>a</p>', '<p>b</p><p>a</p>'],
  ])('%s, divided after %s', (html, before, expected) => {
    expect(printed(html, before)).toEqual([{ file: '/a.md', url: 'https://l.example/a/', html: expected }])
  })

  it('is refused in any other form', () => {
    expect(() => readPrinted('<!doctype html>')).toThrow(SyntaxError)
    expect(() => readPrinted(`${FIRST_LINE}\n{`)).toThrow(SyntaxError)
  })
})
