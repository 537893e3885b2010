import { describe, expect, test } from 'vitest'
import { underlined, wrapped } from '../../src/editions/text-lines.ts'

describe('a title is underlined as wide as it is', () => {
  test.each([
    ['A light', '======='],
    ['記憶體（PIM）', '============='],
    ['שלום', '===='],
    ['Cafe\u0301 👩‍🚀', '======='],
    ['x'.repeat(100), '='.repeat(72)],
    ['燈'.repeat(20), '='.repeat(40)],
  ])('%s', (title, line) => {
    expect(underlined(title)).toBe(`${title}\n${line}`)
  })
})

test('a title that is longer than a line is broken, too', () => {
  expect(underlined('記憶'.repeat(20))).toBe(`${'記憶'.repeat(18)}\n${'記憶'.repeat(2)}\n${'='.repeat(72)}`)
})

describe('lines are broken', () => {
  test('at spaces, within 72 columns', () => {
    const lines = wrapped('The keeper wound the weight each night. '.repeat(5)).split('\n')
    expect(lines).toHaveLength(3)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72)
  })

  test('between Chinese characters, never before a comma, and not within a URL', () => {
    const sentence = '資料離處理器太遠，是今天電腦最大的浪費。'.repeat(4)
    const url = `https://lantern.example/${'a'.repeat(80)}`
    const lines = wrapped(`${sentence} ${url}`).split('\n')
    expect(lines.slice(0, -1).join('')).toBe(sentence)
    expect(lines[0]).toHaveLength(36)
    expect(lines.at(-1)).toBe(url)
    for (const line of lines) expect(line).not.toMatch(/^[，。]/)
  })
})
