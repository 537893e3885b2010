import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import type { Followed } from '../../src/actions/delivery/follow-edition.ts'
import { showProgress } from '../../src/cli/progress.ts'
import { fakeTerminal } from './fake-terminal.ts'

it('is plain lines without a terminal, one in five seconds at most', () => {
  const terminal = fakeTerminal()
  const progress = showProgress(terminal, 'weekly/12', false)
  for (let second = 0; second <= 10; second++) progress.show(followed(second, second * 10))
  progress.end()
  expect(terminal.stdout).toBe('')
  expect(terminal.stderr.split('\n')).toEqual([
    'weekly/12: 0 of 100, 10/s, 1 min left',
    'weekly/12: 50 of 100, 10/s, 1 min left',
    'weekly/12: 100 of 100, 10/s, 1 min left',
    '',
  ])
})

it('is a bar on a terminal, drawn again below what is said', () => {
  const terminal = { ...fakeTerminal(), canDraw: true }
  const progress = showProgress(terminal, 'weekly/12', false)
  progress.show(followed(3, 50))
  progress.say('The server takes no mail at the moment.')
  const bar = 'weekly/12  [###############---------------]  50 of 100, 10/s, 1 min left'
  expect(terminal.drawn).toEqual([bar, bar])
})

it("tells a server's trouble at once", () => {
  const terminal = fakeTerminal()
  showProgress(terminal, 'weekly/12', false).say('The server takes no mail at the moment.')
  expect(terminal.stderr).toBe('weekly/12: The server takes no mail at the moment.\n')
})

it('says nothing of an edition that is not frozen yet', () => {
  const terminal = fakeTerminal()
  showProgress(terminal, 'weekly/12', false).show(followed(0, 0, 0))
  expect(terminal.stderr).toBe('')
})

it('keeps still with --json, where stdout is one object and stderr is for problems', () => {
  const terminal = fakeTerminal()
  const progress = showProgress(terminal, 'weekly/12', true)
  progress.show(followed(0, 0))
  progress.say('The server takes no mail at the moment.')
  progress.end()
  expect(terminal).toMatchObject({ stdout: '', stderr: '' })
})

it.each([
  ['PT40S', '40 s'],
  ['PT65S', '1 min'],
  ['PT3900S', '1 h 5 min'],
])('%s are %s', (left, said) => {
  const terminal = fakeTerminal()
  const pace = { perSecond: 1, left: Temporal.Duration.from(left) }
  showProgress(terminal, 'weekly/12', false).show({ ...followed(0, 0), pace })
  expect(terminal.stderr).toContain(`${said} left`)
})

function followed(second: number, done: number, total = 100): Followed {
  return {
    at: Temporal.Instant.from('2026-11-24T09:00:00Z').add({ seconds: second }),
    progress: { done, total, stage: 'sending' },
    pace: { perSecond: 10, left: Temporal.Duration.from({ minutes: 1 }) },
    counts: {},
    seconds: second,
  } as unknown as Followed
}
