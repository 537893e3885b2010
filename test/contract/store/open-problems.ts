import { expect, test } from 'vitest'
import { failure } from '../../../src/config/problem.ts'
import { at, type NewDatabase } from './store-world.ts'

const full = [failure('output.full', 'The disk is full.', { file: 'dist/site/feed.xml' })]
const denied = [failure('output.unwritable', 'It cannot be written.')]

export function openProblemsContract(newDatabase: NewDatabase): void {
  test('is news when it begins, changes and is over, and since when it lasts', async () => {
    const { store } = await newDatabase()
    const { openProblems } = store
    expect(await openProblems.open('feeds', full, at(1))).toBe(true)
    expect(await openProblems.open('feeds', full, at(2))).toBe(false)
    expect(await openProblems.open('feeds', denied, at(3))).toBe(true)
    expect(await openProblems.list()).toEqual([{ part: 'feeds', problems: denied, since: at(1) }])
    expect(await openProblems.close('feeds')).toBe(true)
    expect(await openProblems.close('feeds')).toBe(false)
    expect(await openProblems.list()).toEqual([])
  })

  test('is kept apart for each part, and by all processes on the database', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    await store.openProblems.open('scan', full, at(1))
    expect(await other.openProblems.open('feeds', full, at(2))).toBe(true)
    expect(await other.openProblems.open('scan', full, at(3))).toBe(false)
    expect(await other.openProblems.close('scan')).toBe(true)
    expect((await store.openProblems.list()).map(({ part }) => part)).toEqual(['feeds'])
  })
}
