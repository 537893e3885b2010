import { expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

/** The Date of each mail that was taken. */
function dates(mails: { text: string }[]): string[] {
  return mails.map(({ text }) => /^Date: (.*)$/m.exec(text)?.[1] ?? '')
}

/** An edition of Monday, whose recipients were written down while nothing listened where its server should be. */
async function downSinceMonday() {
  const room = await openNewsroom()
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.store.editions.freeze(1, room.now(), () => true)
  expect(await room.editions()).toEqual(['weekly/1 sending'])
  return room
}

test('whose server was down for days leaves with the date of the day when it does, in header and masthead', async () => {
  const room = await downSinceMonday()
  room.goTo(on('THU', '14:00'))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
  expect(dates(room.log.mails)).toEqual(Array(2).fill('Thu, 26 Nov 2026 14:00:00 +0000'))
  expect(room.log.mails[0]?.text).toContain('November 26')
  expect(room.log.mails[0]?.text).not.toContain('November 23')
})

test('whose server was down for hours keeps its date', async () => {
  const room = await downSinceMonday()
  room.goTo(on('MON', '21:00'))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
  expect(dates(room.log.mails)).toEqual(Array(2).fill('Mon, 23 Nov 2026 09:00:00 +0000'))
})

test('what was tried keeps its date, and so does what goes beside it', async () => {
  let isFull = true
  const room = await openNewsroom(
    {},
    { treat: (to) => (isFull && to.startsWith('ruth') ? '452 4.2.2 Mailbox full' : undefined) },
  )
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  expect(await room.deliver()).toEqual(['mei'])
  isFull = false
  room.goTo(on('WED', '08:00'))
  expect(await room.deliver()).toEqual(['ruth'])
  expect(dates(room.log.mails)).toEqual(Array(2).fill('Mon, 23 Nov 2026 09:00:00 +0000'))
})

test('approved and left alone for days, since nobody delivered, it is of the day on which it leaves', async () => {
  const room = await openNewsroom()
  await room.subscribe('mei')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  room.goTo(on('THU', '08:00'))
  expect(await room.deliver()).toEqual(['mei'])
  expect(dates(room.log.mails)).toEqual(['Thu, 26 Nov 2026 08:00:00 +0000'])
})
