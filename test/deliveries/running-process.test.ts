import { expect, test } from 'vitest'
import { isGone } from '../../src/deliveries/running-process.ts'

const here = { host: 'box', boot: 'b1 pid:[1]' }
const other = { pid: 7, started: '100', ...here }
const starts = (started?: string) => () => started

test('known of a process of this boot: it lives, it is gone, its pid is another’s by now', () => {
  expect(isGone(other, here, starts('100'))).toBe(false)
  expect(isGone(other, here, starts(undefined))).toBe(true)
  expect(isGone(other, here, starts('200'))).toBe(true)
})

test('what ran before the machine started anew is gone', () => {
  expect(isGone({ ...other, boot: 'b0 pid:[1]' }, here, starts('100'))).toBe(true)
})

test('unknown of another host, of another container, and where the system does not say', () => {
  expect(isGone({ ...other, host: 'other' }, here, starts(undefined))).toBeUndefined()
  expect(isGone({ ...other, boot: 'b1 pid:[2]' }, here, starts(undefined))).toBeUndefined()
  expect(isGone({ ...other, boot: '' }, { ...here, boot: '' }, starts(undefined))).toBeUndefined()
})
