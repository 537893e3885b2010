import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseOwnHour } from '../../../src/subscribers/own-hour.ts'
import { enter, type Newsroom, on, openNewsroom } from '../newsroom.ts'

async function choose(room: Newsroom, name: string, hour: string, timezone = 'UTC'): Promise<void> {
  const record = await room.store.subscribers.find(`${name}@example.org`)
  const said = { at: room.now(), source: 'link' as const }
  await room.store.preferences.chooseHour(record?.subscriber?.handle ?? '', parseOwnHour(hour, timezone), said)
}

/** An edition of Monday at nine, which mei wants at 18:00 and ruth at 7:00; ada at once. */
async function mondayMorning(newsletter = '') {
  const room = await openNewsroom({ newsletter: `schedule = "0 9 * * MON"\nown_hour = true\n${newsletter}` })
  await room.subscribe('mei', 'ruth', 'ada')
  await choose(room, 'mei', '18')
  await choose(room, 'ruth', '7')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  return room
}

const DATE = /^Date: (.*)$/m

test('each gets it at their own hour, dated then, and those without one at once', async () => {
  const room = await mondayMorning()
  expect(await room.deliver()).toEqual(['ada'])
  expect(await room.editions()).toEqual(['weekly/1 settling'])
  room.goTo(on('MON', '17:59:59'))
  expect(await room.deliver()).toEqual([])
  room.goTo(on('MON', '18:00'))
  expect(await room.deliver()).toEqual(['mei'])
  room.goTo(on('TUE', '07:00'))
  expect(await room.deliver()).toEqual(['ruth'])
  expect(await room.editions()).toEqual(['weekly/1 sent'])
  expect(room.log.mails.map(({ text }) => DATE.exec(text)?.[1])).toEqual([
    'Mon, 23 Nov 2026 09:00:00 +0000',
    'Mon, 23 Nov 2026 18:00:00 +0000',
    'Tue, 24 Nov 2026 07:00:00 +0000',
  ])
})

test('a mail that is tried again after its hour is the same to the byte', async () => {
  const seen: string[] = []
  let isFull = true
  const room = await openNewsroom(
    { newsletter: 'schedule = "0 9 * * MON"\nown_hour = true' },
    { treat: () => (isFull ? '452 4.2.2 Mailbox full' : undefined) },
  )
  await room.subscribe('mei')
  await choose(room, 'mei', '18')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.deliver()
  room.goTo(on('MON', '18:00'))
  await room.deliver()
  isFull = false
  room.goTo(on('MON', '20:00'))
  expect(await room.deliver()).toEqual(['mei'])
  seen.push(...room.log.mails.map(({ text }) => DATE.exec(text)?.[1] ?? ''))
  expect(seen).toEqual(['Mon, 23 Nov 2026 18:00:00 +0000'])
})

test('status says who waits, and until when', async () => {
  const room = await mondayMorning()
  await room.deliver()
  const { detail, editions } = await room.actions.status('weekly/1')
  expect(editions).toMatchObject([{ state: 'settling', deliveries: { accepted: 1, deferred: 2 } }])
  expect(detail).toMatchObject({
    ownHours: { count: 2, next: '2026-11-23T18:00:00Z', last: '2026-11-24T07:00:00Z' },
    deferrals: [],
  })
})

test('hours of the newsletter hold for them too: whose hour lies outside gets it when they begin', async () => {
  const room = await mondayMorning('hours = "08:00-17:00"')
  expect(await room.deliver()).toEqual(['ada'])
  for (const [day, time] of [
    ['MON', '18:00'],
    ['TUE', '07:00'],
  ] as const) {
    room.goTo(on(day, time))
    expect(await room.deliver()).toEqual([])
  }
  room.goTo(on('TUE', '08:00'))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
})

test('another hour that is chosen meanwhile counts, and nobody gets it twice', async () => {
  const room = await mondayMorning()
  await room.deliver()
  room.goTo(on('MON', '12:00'))
  await choose(room, 'mei', '14')
  await choose(room, 'ruth', '')
  expect(await room.deliver()).toEqual(['ruth'])
  room.goTo(on('MON', '14:00'))
  expect(await room.deliver()).toEqual(['mei'])
  await choose(room, 'mei', '18')
  room.goTo(on('MON', '18:00'))
  expect(await room.deliver()).toEqual([])
})

test('the next edition does not wait for them, and brings them nothing twice', async () => {
  const room = await mondayMorning('')
  await room.deliver()
  room.publication.post('boats')
  room.goTo(on('MON', '10:00'))
  const prepared = await room.actions.prepareSend({ newsletter: 'weekly' })
  expect(prepared).toBeDefined()
  room.goTo(on('MON', '09:00', 1))
  await room.actions.tick()
  expect(await room.deliver()).toEqual(['ada', 'mei', 'ruth'])
  room.goTo(on('TUE', '09:00', 1))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
  const titles = (name: string) =>
    room.log.mails.filter(({ to }) => to.startsWith(name)).map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])
  expect(titles('mei')).toEqual(['About lamps', 'About boats'])
})

test('a correction reaches who is still to get the edition, right after it, by whoever delivers then', async () => {
  const room = await mondayMorning()
  await room.deliver()
  room.goTo(on('MON', '10:00'))
  const file = join(room.publication.dir, 'note.md')
  writeFileSync(file, 'The lamp is blue.')
  const prepared = await room.actions.prepareCorrection({ edition: 'weekly/1', file })
  expect(prepared).toMatchObject({ recipientCount: 3, waitingCount: 2 })
  await prepared.start()
  expect(await room.deliver()).toEqual(['ada'])
  const { detail } = await room.actions.status('weekly/1 correction 1')
  expect(detail).toMatchObject({ waitForMail: 2 })
  const other = await enter(room.publication, room.log, on('MON', '18:00'))
  expect(await other.deliver()).toEqual(['mei', 'mei'])
  const [edition, correction] = room.log.mails.slice(-2)
  expect(/^Subject: (.*)$/m.exec(correction?.text ?? '')?.[1]).toBe('Correction: About lamps')
  expect(/^In-Reply-To: (.*)$/m.exec(correction?.text ?? '')?.[1]).toBe(edition?.messageId)
  expect(DATE.exec(correction?.text ?? '')?.[1]).toBe('Mon, 23 Nov 2026 18:00:00 +0000')
  await room.actions.removeSubscriber({ address: 'ruth@example.org' })
  other.goTo(on('TUE', '07:00'))
  expect(await other.deliver()).toEqual([])
  expect(await room.editions()).toEqual(['weekly/1 sent', 'weekly/1 correction 1 sent'])
})
