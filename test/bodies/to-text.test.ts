import { describe, expect, test } from 'vitest'
import { bodyText } from '../../src/bodies/to-text.ts'
import { bodyOf } from '../posts/body-of.ts'

const text = (markdown: string) => bodyText(bodyOf(markdown))

describe('links', () => {
  test('are numbered once and listed at the end', () => {
    expect(text('[a](/x), [b](/y), [c](/x)')).toBe(
      'a [1], b [2], c [1]\n\n[1] https://lantern.example/x\n[2] https://lantern.example/y',
    )
  })

  test('that show their own address are not', () => {
    expect(text('<https://a.example/b> <mei@lantern.example> [x](https://x.example/)')).toBe(
      'https://a.example/b mei@lantern.example x [1]\n\n[1] https://x.example/',
    )
  })

  test('to write to or to call somebody keep their scheme, so that a mail program makes links of them', () => {
    expect(text('[write](mailto:a@e.example?subject=Hi&body=Mei) or [call](tel:+4930123)')).toBe(
      'write [1] or call [2]\n\n[1] mailto:a@e.example?subject=Hi&body=Mei\n[2] tel:+4930123',
    )
  })

  test('within the post are words', () => {
    expect(text('## Tide\n\n[above](#tide)')).toBe('Tide\n\nabove')
  })
})

test('lines break at 72 in Latin, and nowhere in Chinese', () => {
  const latin = text('tide '.repeat(60)).split('\n')
  expect(Math.max(...latin.map((line) => line.length))).toBeLessThanOrEqual(72)
  expect(latin.length).toBe(5)
  expect(text('潮汐每天兩次 moon '.repeat(30))).not.toContain('\n')
})

test('pictures are their alt text, those without one are nothing', () => {
  expect(text('![The moon](/m.jpg) and ![](/n.jpg)')).toBe('[The moon] and')
})

test('code keeps its lines, set in', () => {
  expect(text('```\na  b\n\n  c\n```')).toBe('    a  b\n\n      c')
})

test('x² and a footnote are raised, words are not', () => {
  expect(text('x<sup>2</sup>, 1<sup>st</sup>, note[^1]\n\n[^1]: b')).toMatch(/^x², 1st, note¹\n/)
})

test('a table’s columns stand below each other; a span of a million columns does not', () => {
  expect(text('| a | b |\n|---|---|\n| long | c |')).toBe('a      b\nlong   c')
  expect(text('<table><tr><td colspan="100000000" rowspan="1000000">a</td></tr></table>')).toBe('a')
})
