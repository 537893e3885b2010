import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { plainMap } from '../../src/posts/plain-data.ts'
import { postParams } from '../../src/posts/post-params.ts'

const LIMITS = { values: 100, characters: 1_000 }
const plain = (data: object, limits = LIMITS) => plainMap(Object.entries(data), limits)

test('texts, numbers, lists and maps, with keys in lower case', () => {
  expect(plain({ Motto: 'Light', count: 3, on: true, many: 10n, list: ['a', { B: 1 }], map: { InNer: 'x' } })).toEqual({
    motto: 'Light',
    count: 3,
    on: true,
    many: '10',
    list: ['a', { b: 1 }],
    map: { inner: 'x' },
  })
})

test('nothing that is no data', () => {
  const data = JSON.parse('{"__proto__": {"a": 1}, "Constructor": "x", "prototype": "y", "z": null}')
  expect(plain({ ...data, f: () => 1, n: Number.NaN, i: Number.POSITIVE_INFINITY, s: Symbol('s') })).toEqual({})
  expect(Object.getPrototypeOf(plain(data))).toBe(Object.prototype)
})

test('as much as there is room for, and the same each time', () => {
  expect(plain({ a: 'x'.repeat(600), b: 'y'.repeat(600), c: 'z' })).toEqual({ a: 'x'.repeat(600), c: 'z' })
  expect(Object.keys(plain(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i]))))).toHaveLength(100)
  const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), { end: 1 })
  expect(JSON.stringify(plain(deep)).split('inner')).toHaveLength(11)
})

test('a small text that stands for a billion values is no trouble', () => {
  let level: unknown[] = ['x']
  for (let i = 0; i < 30; i++) level = [level, level]
  expect(JSON.stringify(plain({ level })).length).toBeLessThan(2_000)
})

test('property: never more than there is room for', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const json = JSON.stringify(plain(data, { values: 5, characters: 20 }))
      // Quotes, escapes and signs come on top.
      expect(json.length).toBeLessThan(400)
    }),
  )
})

test('a post’s fields, with those below params, which win', () => {
  const text =
    '---\nTitle: A\nseries: [One]\ndate: 2026-01-31\nweight: 007\nnewsletter: {skip: true}\nparams: {Series: [Two], mood: calm}\n---\n'
  expect(postParams(fieldsOf(readFrontMatter(text, 'a.md').data))).toEqual({
    title: 'A',
    series: ['Two'],
    date: '2026-01-31',
    weight: '007',
    mood: 'calm',
  })
})
