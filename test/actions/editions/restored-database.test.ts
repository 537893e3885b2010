import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

test('an older copy that is put in place holds the next edition, and repeats neither number, archive page nor Message-ID', async () => {
  const before = await openNewsroom()
  const { publication, log } = before
  const file = join(publication.dir, 'data/broadsheet.db')
  await before.subscribe('mei', 'ada')
  publication.sql(`vacuum into '${file}.backup'`)
  publication.post('lamps')
  before.goTo(on('MON', '09:00'))
  await before.actions.tick()
  expect(await before.deliver()).toEqual(['ada', 'mei'])
  await before.store.close()
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
  copyFileSync(`${file}.backup`, file)

  const after = await enter(publication, log, on('MON', '10:00'))
  await after.actions.tick()
  expect(await after.editions()).toEqual(['weekly/2 held restored'])
  expect(await after.deliver()).toEqual([])
  await after.actions.cancel('weekly/2')
  await after.actions.adopt({})
  publication.post('ropes')
  after.goTo(on('MON', '09:00', 1))
  await after.actions.tick()
  expect(await after.editions()).toEqual(['weekly/2 cancelled', 'weekly/3 approved'])
  expect(await after.deliver()).toEqual(['ada', 'mei'])
  expect(new Set(log.mails.map(({ messageId }) => messageId)).size).toBe(4)
  expect((await after.actions.archiveList({ newsletter: 'weekly' }))?.editions.map(({ number }) => number)).toEqual([3])
})
