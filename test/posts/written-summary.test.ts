import { expect, test } from 'vitest'
import { writtenSummary } from '../../src/posts/written-summary.ts'
import { MARKUP } from './body-of.ts'

test.each([
  [{ summary: 'A *tide* [table](/t) & "more"' }, 'A tide table & “more”'],
  [{ description: 'A *tide*' }, 'A *tide*'],
  [{ description: 'For search engines', summary: 'For readers' }, 'For readers'],
  [{ description: 'What is left', summary: '![](moon.png)' }, 'What is left'],
  [{ summary: 'Seen <span hidden>and not</span>' }, 'Seen'],
  [{ summary: ['no', 'text'] }, undefined],
  [{}, undefined],
])('%j → %s', (fields, words) => expect(writtenSummary(new Map(Object.entries(fields)), MARKUP)).toBe(words))
