import { expect, test } from 'vitest'
import { fewLeftOut, type LeftOutReason } from '../../../src/actions/editions/left-out.ts'

const so = (reason: LeftOutReason, many: number) => Array.from({ length: many }, (_, at) => ({ reason, at }))

test('few are told one by one', () => {
  const leftOut = [...so('limit', 10), ...so('moved', 1)]
  expect(fewLeftOut(leftOut)).toEqual({ told: leftOut, rest: [] })
})

test('of many, ten of each reason, and a sentence for the others', () => {
  const { told, rest } = fewLeftOut([...so('flood', 432), ...so('limit', 20), ...so('unmailable', 2)])
  expect(told).toEqual([...so('flood', 10), ...so('limit', 10), ...so('unmailable', 2)])
  expect(rest).toEqual([
    '432 other posts are not in the mail either, for the same reasons. See all: broadsheet status --posts.',
  ])
})

test('one that is left is one', () => {
  expect(fewLeftOut(so('limit', 11)).rest).toEqual([expect.stringContaining('1 other post is not in the mail either')])
})
