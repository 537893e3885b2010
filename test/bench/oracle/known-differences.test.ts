import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Difference } from '../../../bench/oracle/compare.ts'
import { describeKnown } from '../../../bench/oracle/describe-known.ts'
import { judge, knownIn, markOf, passagesOf } from '../../../bench/oracle/known-differences.ts'

const LISTS = new URL('../../../bench/oracle/known/', import.meta.url)

const difference = (hugo: string, ours: string, what: Difference['what'] = 'text'): Difference => ({
  file: 'content/a.md',
  what,
  hugo,
  ours,
})

test('each reason is one that the guide tells', () => {
  const guide = readFileSync(new URL('../../../docs/hugo.md', import.meta.url), 'utf8')
  const [table = ''] = guide.slice(guide.indexOf('| difference |')).split('\n\n', 1)
  const rows = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, name = '']) => name).slice(1)
  const lists = readdirSync(LISTS).map((name) => knownIn(readFileSync(new URL(name, LISTS), 'utf8')))
  const reasons = lists.flat().flatMap(({ reason }) => reason.split(', '))
  expect(reasons.length).toBeGreaterThan(0)
  expect([...new Set(reasons)].filter((reason) => !rows.includes(reason))).toEqual([])
})

test('a difference is known by its post and its passages, whatever else the post says', () => {
  const list = knownIn(`["alerts"]\n"content/a.md" = ["${markOf(difference('a [!NOTE] b', 'a Note b'))}"]\n`)
  const judged = (...differences: Difference[]) => {
    const { unknown, known, stale } = judge(differences, list)
    return [unknown.length, known.map(({ reason }) => reason), stale.length]
  }
  expect(judged(difference('c [!NOTE] d', 'c Note d'))).toEqual([0, ['alerts'], 0])
  expect(judged(difference('a [!TIP] b', 'a Tip b'))).toEqual([1, [], 1])
  expect(judged(difference('a [!NOTE] b', 'a Note b', 'title'))).toEqual([1, [], 1])
  expect(judged({ ...difference('a [!NOTE] b', 'a Note b'), file: 'content/b.md' })).toEqual([1, [], 1])
  expect(judged()).toEqual([0, [], 1])
})

test.each([
  ['a b c', 'a x c', ['b', 'x']],
  ['a a', 'a a a', ['', ' a']],
  ['', 'a', ['', 'a']],
])('%j and %j differ in %j', (one, other, passages) => expect(passagesOf(one, other)).toEqual(passages))

test('the moment of a status is no part of its mark', () => {
  const status = (at: string) => markOf(difference(`future at ${at}`, 'live', 'status'))
  expect(status('2026-01-01T00:00:00Z')).toBe(status('2027-01-01T00:00:00Z'))
})

test('new differences are written as a list that can be read', () => {
  const one = difference('a', 'b')
  const written = describeKnown([one, difference('c', 'd', 'links'), one])
  expect(judge([one], knownIn(written))).toMatchObject({ unknown: [], known: [{ reason: '?' }], stale: [{}] })
  expect(describeKnown([])).toBe('')
})
