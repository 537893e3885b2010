import { describe, expect, test } from 'vitest'
import { underlined, wrapped } from '../../src/editions/text-lines.ts'

describe('a title is underlined as wide as it is', () => {
  test.each([
    ['A light', '======='],
    ['記憶體（PIM）', '============='],
    ['שלום', '===='],
    ['Cafe\u0301 👩‍🚀', '======='],
    ['x'.repeat(100), '='.repeat(72)],
  ])('%s', (title, line) => {
    expect(underlined(title)).toBe(`${title}\n${line}`)
  })
})

describe('lines are broken', () => {
  test('at spaces, within 72 columns', () => {
    const lines = wrapped('The keeper wound the weight each night. '.repeat(5)).split('\n')
    expect(lines).toHaveLength(3)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72)
  })

  test('never within a Chinese sentence, nor a URL', () => {
    const sentence = '資料離處理器太遠，是今天電腦最大的浪費。'.repeat(4)
    const url = `https://lantern.example/${'a'.repeat(80)}`
    expect(wrapped(`${sentence} ${url}`)).toBe(`${sentence}\n${url}`)
  })
})
