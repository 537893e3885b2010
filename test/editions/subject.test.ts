import { expect, test } from 'vitest'
import { subjectOf } from '../../src/editions/subject.ts'
import { bread, keeper, memory } from './sample-mail.ts'

test('one post: its title, in one line', () => {
  expect(subjectOf([{ ...keeper, title: ' How a lighthouse\nkeeps time ' }], 'en')).toBe('How a lighthouse keeps time')
})

test('several: the newest title, wherever it stands, and how many more', () => {
  expect(subjectOf([bread, memory, keeper], 'en')).toBe('把運算搬進記憶體裡 and 2 more')
  expect(subjectOf([keeper, { ...keeper, title: 'Later in the list' }], 'de')).toBe(
    'How a lighthouse keeps time & tide und 1 weiterer Beitrag',
  )
})

test('a title written the other way is isolated, so that it does not reorder the words around it', () => {
  expect(subjectOf([bread, bread], 'en')).toBe('\u2068לחם של מגדלור\u2069 and 1 more')
  expect(subjectOf([bread, bread], 'he')).toBe('לחם של מגדלור ועוד פוסט אחד')
})

test('the first post has the word, where its author gave a subject; a later one has not', () => {
  const told = { ...keeper, subject: 'Time & tide' }
  expect(subjectOf([told], 'en')).toBe('Time & tide')
  expect(subjectOf([told, memory], 'en')).toBe('Time & tide')
  expect(subjectOf([memory, told], 'en')).toBe('把運算搬進記憶體裡 and 1 more')
})

test('of several, the one of the highest priority is named, of those the newest', () => {
  expect(subjectOf([{ ...bread, priority: 1 }, memory], 'he')).toBe('לחם של מגדלור ועוד פוסט אחד')
  expect(subjectOf([keeper, { ...memory, priority: -1 }], 'en')).toBe('How a lighthouse keeps time & tide and 1 more')
  expect(
    subjectOf(
      [
        { ...bread, priority: 1 },
        { ...keeper, priority: 1 },
      ],
      'en',
    ),
  ).toBe('How a lighthouse keeps time & tide and 1 more')
})
