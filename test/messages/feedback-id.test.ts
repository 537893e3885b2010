import { expect, test } from 'vitest'
import { feedbackId } from '../../src/messages/feedback-id.ts'

test.each([
  ['lantern.example', 'weekly.12:weekly:broadsheet:lantern.example'],
  ['news.lantern.example', 'weekly.12:weekly:broadsheet:ba8c4e11061c'],
  ['a.io', 'weekly.12:weekly:broadsheet:0df92fb080b9'],
])('Gmail takes 5 to 15 characters for the sender: %s', (domain, expected) => {
  expect(feedbackId('weekly/12', 'weekly', domain)).toBe(expected)
})
