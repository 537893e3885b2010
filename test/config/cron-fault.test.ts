import { expect, test } from 'vitest'
import { cronFault } from '../../src/config/cron-fault.ts'

test.each([
  '0 9 * * MON',
  '*/15 8-18/2 1-7,15 JAN-mar,12 mon-fri',
  '59 23 31 12 7',
  '0 0 L,L-3,15W,LW ? SUNDAY'.replace('?', '*'),
  '0 9 ? * 5L,FRI#2,satL',
])('%s can be read', (expression) => expect(cronFault(expression)).toBeUndefined())

test.each([
  ['', 'Write a cron expression: minute'],
  ['0 0 9 * * MON', 'Write a cron expression: minute'],
  [
    '60 9 * * *',
    'Its minute cannot be "60": write a number from 0 to 59, "0-4" for a range, "*/2" for each second one',
  ],
  ['1* 9 * * *', 'Its minute cannot be "1*"'],
  ['*/0 9 * * *', 'Its minute cannot be "*/0"'],
  ['5/15 9 * * *', 'Its minute cannot be "5/15"'],
  ['0 */48 * * *', 'Its hour cannot be "*/48"'],
  ['0 L * * *', 'Its hour cannot be "L"'],
  ['0 9 0 * *', 'Its day of the month cannot be "0"'],
  ['0 9 32W * *', 'Its day of the month cannot be "32W"'],
  ['0 9 1,,2 * *', 'Its day of the month cannot be ""'],
  ['0 9 1 JAN1 *', 'Its month cannot be "JAN1": write JAN to DEC or 1 to 12'],
  ['0 9 1 13 *', 'Its month cannot be "13"'],
  ['0 9 * * MONN', 'Its day of the week cannot be "MONN": write MON to SUN, or 0 to 7'],
  ['0 9 * * MON#6', 'Its day of the week cannot be "MON#6"'],
  ['0 9 * * 8', 'Its day of the week cannot be "8"'],
])('%s cannot: %s', (expression, sentence) => expect(cronFault(expression)).toContain(sentence))
