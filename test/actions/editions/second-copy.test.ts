import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Publication } from '../../integration/a-publication.ts'
import { enter, on, openNewsroom } from '../newsroom.ts'

/** A weekly of Mondays at 9:00 that was planned last on Monday at 8:00, with a post since; and a copy of its database on another machine. */
async function copied() {
  const before = await openNewsroom()
  const { publication, log } = before
  await before.subscribe('mei', 'ada')
  const database = join(publication.dir, 'data/broadsheet.db')
  publication.sql(`vacuum into '${database}.backup'`)
  const elsewhere = new Publication({ smtpPort: log.port, newsletter: 'schedule = "0 9 * * MON"' })
  for (const each of [publication, elsewhere]) each.post('lamps')
  mkdirSync(join(elsewhere.dir, 'data'))
  copyFileSync(`${database}.backup`, join(elsewhere.dir, 'data/broadsheet.db'))
  return { before, elsewhere, log }
}

test('a copy on another machine holds what came due since, with what to type; then it goes on', async () => {
  const { before, elsewhere, log } = await copied()
  before.goTo(on('MON', '09:00'))
  await before.actions.tick()
  expect(await before.deliver()).toEqual(['ada', 'mei'])

  // Half a day after the original was last heard of, and within max_lateness.
  const copy = await enter(elsewhere, log, on('MON', '20:30'))
  await copy.actions.tick()
  expect(await copy.editions()).toEqual(['weekly/1 held clone'])
  const [held] = (await copy.actions.status()).open
  expect(held?.because[0]).toMatch(/nobody planned from .* 08:00 to .* 20:30\. If it is a restored backup/)
  expect(held?.next.join(' ')).toContain('broadsheet release weekly/1')
  expect(await copy.deliver()).toEqual([])
  // Neither does the next one go, with the same posts.
  copy.goTo(on('MON', '09:00', 1))
  await copy.actions.tick()
  expect(await copy.deliver()).toEqual([])

  await copy.actions.adopt({})
  elsewhere.post('ropes')
  copy.goTo(on('MON', '09:00', 2))
  await copy.actions.tick()
  expect(await copy.deliver()).toEqual(['ada', 'mei'])
})

test('what is released goes, and those after it by themselves', async () => {
  const { elsewhere, log } = await copied()
  const copy = await enter(elsewhere, log, on('MON', '20:30'))
  await copy.actions.tick()
  await copy.actions.release('weekly/1')
  expect(await copy.deliver()).toEqual(['ada', 'mei'])
  elsewhere.post('ropes')
  copy.goTo(on('MON', '09:00', 1))
  await copy.actions.tick()
  expect(await copy.deliver()).toEqual(['ada', 'mei'])
})

test('a machine that was merely off catches up, and holds what is late as that', async () => {
  const { before } = await copied()
  before.goTo(on('MON', '20:30'))
  await before.actions.tick()
  expect(await before.deliver()).toEqual(['ada', 'mei'])
  before.publication.post('ropes')
  before.goTo(on('MON', '22:00', 1))
  await before.actions.tick()
  expect(await before.editions()).toEqual(['weekly/1 sent', 'weekly/2 held late'])
})

test('on another machine what is late is held as that, and its sentence stands alone', async () => {
  const { elsewhere, log } = await copied()
  const copy = await enter(elsewhere, log, on('MON', '22:00'))
  await copy.actions.tick()
  const [held] = (await copy.actions.status()).open
  expect([held?.reason, held?.because.length]).toEqual(['late', 1])
})
