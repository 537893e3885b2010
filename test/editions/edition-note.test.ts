import { expect, test } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readNote, strayNotes, type WrittenNote, welcomeFor } from '../../src/editions/edition-note.ts'

function written(source: string, { newsletter = 'weekly', name = '12' } = {}): WrittenNote {
  return { newsletter, name, file: `editions/${newsletter}/${name}.md`, source, beside: new Map() }
}

const sentences = (source: string) => readNote(written(source)).problems.map(formatProblem)

test('Markdown, with a subject and a preheader where it has front matter', () => {
  expect(readNote(written('Dear *all*,\n')).note).toMatchObject({ text: 'Dear *all*,\n', firstLine: 1 })
  expect(readNote(written('---\nSubject: Hello\npreheader: All of you\n---\nDear all')).note).toEqual({
    file: 'editions/weekly/12.md',
    beside: new Map(),
    subject: 'Hello',
    preheader: 'All of you',
    text: 'Dear all',
    firstLine: 5,
  })
  expect(readNote(written('---\nsubject: Hello\n---\n')).problems).toEqual([])
})

test.each([
  ['---\nsubjekt: x\n---\nA', '2: subjekt is not a key of such a note. Did you mean subject?'],
  ['---\ntitle: x\n---\nA', '2: title is not a key of such a note. Known here: subject, preheader.'],
  ['---\nsubject: ""\n---\nA', '2: subject is empty, too long or no text. Write a line of text, or take the key out.'],
  [' \n', ' The note says nothing. Write what it is to say, or delete the file.'],
  ['x'.repeat(50_001), ' The note has more than 50,000 characters. Shorten it, or make a post of it.'],
])('is refused with a sentence: %.30j', (source, sentence) => {
  expect(sentences(source)).toEqual([`editions/weekly/12.md:${sentence}`])
  expect(readNote(written(source)).note).toBeUndefined()
})

test('front matter that never ends is a problem as it is in a post', () => {
  expect(sentences('---\nsubject: x\n')[0]).toContain('begins here and never ends')
})

test('a note that no edition will take', () => {
  const notes = [
    written('A'),
    written('A', { name: 'next' }),
    written('A', { name: 'welcome' }),
    written('A', { name: 'welcome.zh-Hant' }),
    written('A', { name: 'draft' }),
    written('A', { name: '012' }),
    written('A', { newsletter: 'wekly' }),
  ]
  expect(strayNotes(notes, ['weekly', 'daily']).map(formatProblem)).toEqual([
    'editions/weekly/draft.md: The note is for no edition. Call it by the number of its edition, such as 12.md, or next.md, or welcome.md.',
    'editions/weekly/012.md: The note is for no edition. Call it by the number of its edition, such as 12.md, or next.md, or welcome.md.',
    'editions/wekly/12.md: The note is in the folder of no newsletter. Did you mean weekly?',
  ])
})

test('what welcomes who signs up names no line for inboxes', () => {
  const note = written('---\npreheader: x\n---\nA', { name: 'welcome.de' })
  expect(readNote(note).problems.map(({ message }) => message)).toEqual(['preheader is not a key of such a note.'])
})

test.each([
  ['de-AT', 'welcome.de'],
  ['zh-Hant-TW', 'welcome.zh-Hant'],
  ['zh-Hans', 'welcome'],
  ['en', 'welcome'],
  ['DE', 'welcome.de'],
])('who reads %s is welcomed by %s', (language, name) => {
  expect(welcomeFor(['12', 'next', 'welcome', 'welcome.de', 'welcome.zh-Hant'], language)).toBe(name)
})

test('without one in their language, nor in none, they are welcomed as by default', () => {
  expect(welcomeFor(['welcome.de', 'welcome-de', 'welcomed'], 'en')).toBeUndefined()
})
