import { expect, it } from 'vitest'
import { describeReturned } from '../../src/cli/returned-text.ts'

const INBOX = { name: 'bounces', readAt: '2026-12-01T09:00:00Z', understood: 3, leftAlone: 1 }

it('without an inbox, nothing', () => expect(describeReturned(undefined)).toBe(''))

it('an inbox that was never read says nothing of what came back', () => {
  expect(describeReturned({ reports: [], inboxes: [] })).toBe('No inbox was read yet.')
})

it('what came back, and what is left to read', () => {
  expect(describeReturned({ reports: [], inboxes: [INBOX] })).toBe(
    'Nothing came back within 30 days.\nbounces: 1 mail left for you to read.',
  )
  const reports = [
    { kind: 'bounce', reason: 'address-gone', count: 2 },
    { kind: 'complaint', reason: 'complaint', count: 1 },
  ]
  expect(
    describeReturned({ reports, inboxes: [INBOX] })
      .split('\n')
      .slice(0, 3),
  ).toEqual(['Came back within 30 days:', 'bounce     address-gone  2', 'complaint                1'])
})
