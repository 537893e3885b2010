import { expect, test } from 'vitest'
import { openLog } from '../../src/app/log.ts'

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

const HOSTILE =
  '530 <ann@example.net>\n20:30:00  weekly/99 is sent.\u001b]0;x\u0007\u009b31m\u202e AGJvYgBzM2NyM3QtcGFzcw=='

test('on a terminal nothing that is logged moves a cursor, begins a line, or tells an address or a password', () => {
  const stream = written(true)
  const log = openLog(stream, [{ user: 'bob', password: 's3cr3t-pass' }])
  log.warn(HOSTILE)
  log.info({ program: `x ${HOSTILE}`, more: [HOSTILE] }, 'feed polled')
  const all = stream.lines.join('')
  expect(all).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
  expect(all).not.toMatch(/example\.net|AGJv/)
  expect(all.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(2)
  expect(all).toContain('<login>')
})

test('for programs an entry stays one line, with the same taken out', () => {
  const stream = written(false)
  openLog(stream, [{ user: 'bob', password: 's3cr3t-pass' }]).warn(HOSTILE)
  expect(stream.lines).toHaveLength(1)
  expect(stream.lines[0]).not.toMatch(/[^\P{Cc}\n]|example\.net|AGJv/u)
  const { msg } = JSON.parse(stream.lines[0] ?? '')
  expect(msg).not.toMatch(/[^\P{Cc}\n]/u)
})
