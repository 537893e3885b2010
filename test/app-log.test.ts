import { expect, test } from 'vitest'
import { openLog } from '../src/app-log.ts'

function written(isTTY: boolean): { lines: string[]; write(text: string): void; isTTY: boolean } {
  const lines: string[] = []
  return { lines, isTTY, write: (text) => lines.push(text) }
}

test('for programs, a line is one JSON object with its level and its time by name', () => {
  const stream = written(false)
  openLog(stream).info('weekly/12 is approved.')
  expect(JSON.parse(stream.lines.join(''))).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    msg: 'weekly/12 is approved.',
  })
})

test('on a terminal it is a time and a sentence', () => {
  const stream = written(true)
  const log = openLog(stream)
  log.info('weekly/12 is approved.')
  log.warn('The mail server cannot be reached.')
  log.error({ path: '/feed.xml' }, 'A page failed.')
  expect(stream.lines.map((line) => line.replace(/^\d\d:\d\d:\d\d/, 'TIME'))).toEqual([
    'TIME  weekly/12 is approved.\n',
    'TIME  warn: The mail server cannot be reached.\n',
    'TIME  error: A page failed. "/feed.xml"\n',
  ])
})
