import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enter, type Newsroom, on, openNewsroom } from '../newsroom.ts'

/** Sent on Monday at nine to three people. */
async function sentOnMonday(newsletter = 'schedule = "0 9 * * MON"') {
  const room = await openNewsroom({ newsletter })
  await room.subscribe('mei', 'ruth', 'ada')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.deliver()
  return room
}

function noteIn(room: Newsroom, text: string): string {
  const file = join(room.publication.dir, 'note.md')
  writeFileSync(file, text)
  return file
}

function prepare(room: Newsroom, text = 'The lamp is **blue**, see [the page](/lamps/).', edition = 'weekly/1') {
  return room.actions.prepareCorrection({ edition, file: noteIn(room, text) })
}

function header(text: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
}

test('a correction goes to those who got the edition, in the thread of the mail that each of them got', async () => {
  const room = await sentOnMonday()
  const before = new Map(room.log.mails.map(({ to, messageId }) => [to, messageId]))
  room.goTo(on('MON', '10:00'))
  await room.actions.removeSubscriber({ address: 'ruth@example.org' })
  await room.subscribe('late')
  const prepared = await prepare(room)
  expect(prepared).toMatchObject({
    edition: 'weekly/1',
    subject: 'Correction: About lamps',
    recipientCount: 2,
    excluded: { left: 1 },
    transport: 'smtp',
    problems: [],
  })
  expect(await prepared.start()).toMatchObject({ edition: 'weekly/1 correction 1' })
  expect(await room.deliver()).toEqual(['ada', 'mei'])
  const mails = room.log.mails.slice(before.size)
  for (const { to, text } of mails) {
    expect(header(text, 'Subject')).toBe('Correction: About lamps')
    expect(header(text, 'In-Reply-To')).toBe(before.get(to))
    expect(header(text, 'References')).toBe(before.get(to))
    expect(text).toMatch(/^Message-ID:\s+<weekly\.1-correction-1\.[\w-]{8}\.[\w-]{16}@/m)
    expect(header(text, 'List-Unsubscribe')).toBeDefined()
  }
  expect(mails[0]?.text).toContain('This corrects a mail that you got from us.')
  expect(mails[0]?.text).toContain('The lamp is blue, see [the page][1].'.slice(0, 16))
  expect(await room.editions()).toEqual(['weekly/1 sent', 'weekly/1 correction 1 sent'])
  const { detail } = await room.actions.status('weekly/1 correction 1')
  expect(detail?.excluded).toEqual({ left: 1 })
})

test('one who got no mail, since it was refused, gets no correction either', async () => {
  const room = await openNewsroom({}, { treat: (to) => (to.startsWith('ruth') ? '550 5.7.1 No' : undefined) })
  await room.subscribe('mei', 'ruth', 'ada', 'bo')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.deliver()
  expect(await prepare(room)).toMatchObject({ recipientCount: 3, excluded: { 'did-not-get-it': 1 } })
})

test('the page of the number shows it on top, with its day; nothing of the mail changes', async () => {
  const room = await sentOnMonday()
  const before = await room.actions.archivePage('weekly', 1)
  room.goTo(on('TUE', '10:00'))
  await (await prepare(room, 'It is <script>alert(1)</script> **blue**.')).start()
  // Not before anybody gets it.
  expect(await room.actions.archivePage('weekly', 1)).toBe(before)
  await room.deliver()
  const page = (await room.actions.archivePage('weekly', 1)) ?? ''
  expect(page).toContain('<time datetime="2026-11-24">Corrected on November 24, 2026</time>')
  expect(page).toContain('<strong>blue</strong>')
  expect(page).not.toContain('<script')
  expect(page.indexOf('Corrected on')).toBeLessThan(page.indexOf('About lamps</a>'))
  await (await prepare(room, 'No, it is red.')).start()
  await room.deliver()
  const again = (await room.actions.archivePage('weekly', 1)) ?? ''
  expect(again.indexOf('No, it is red.')).toBeLessThan(again.indexOf('blue'))
  expect(await room.editions()).toContain('weekly/1 correction 2 sent')
})

test('it takes nothing from the next edition, and is not taken away by it', async () => {
  const room = await sentOnMonday('schedule = "0 9 * * MON"\nstart_delay = "30m"')
  room.goTo(on('MON', '09:30'))
  await room.deliver()
  room.publication.post('maps')
  room.goTo(on('MON', '08:50', 1))
  await room.actions.tick()
  await (await prepare(room)).start()
  room.goTo(on('MON', '09:00', 1))
  await room.actions.tick()
  expect(await room.editions()).toEqual(['weekly/1 sent', 'weekly/1 correction 1 approved', 'weekly/2 approved'])
  expect(await room.actions.cancel('weekly/1 correction 1')).toMatchObject({ state: 'cancelled' })
  room.goTo(on('MON', '09:30', 1))
  expect(await room.deliver()).toEqual(['ada', 'mei', 'ruth'])
  expect((await room.actions.status('weekly/2')).editions).toMatchObject([{ state: 'sent', postCount: 1 }])
})

test('its masthead is that of the edition, with the logo of the theme', async () => {
  const room = await sentOnMonday()
  room.publication.write('templates/theme.toml', '[logo]\npicture = "https://lantern.example/logo.png"\n')
  const { id } = await (await prepare(room)).start()
  const [variant] = await room.store.editions.variants(id)
  expect(variant?.html).toMatch(/<img[^>]* src="https:\/\/lantern\.example\/logo\.png"/)
})

test('one that waits to be undone is released by its own name', async () => {
  const room = await sentOnMonday('schedule = "0 9 * * MON"\nstart_delay = "30m"')
  room.goTo(on('MON', '09:30'))
  await room.deliver()
  await (await prepare(room)).start()
  expect(await room.deliver()).toEqual([])
  const released = await room.actions.release('weekly/1 correction 1')
  expect(released).toMatchObject({ edition: 'weekly/1 correction 1', state: 'approved' })
  expect(await room.deliver()).toEqual(['ada', 'mei', 'ruth'])
})

test('after a crash somebody else goes on with it, and nobody gets it twice', async () => {
  const room = await sentOnMonday()
  await (await prepare(room)).start()
  const later = await enter(room.publication, room.log, on('MON', '12:00'))
  expect(await later.deliver()).toEqual(['ada', 'mei', 'ruth'])
  expect(await room.deliver()).toEqual([])
  await expect(prepare(later)).rejects.toThrow('weekly/1 correction 1 says just that, and is sent.')
})

test('what cannot be corrected, or is no correction, is said in a sentence', async () => {
  const room = await sentOnMonday()
  await expect(prepare(room, ' \n')).rejects.toThrow('The note says nothing.')
  await expect(prepare(room, '<!-- nothing -->')).rejects.toThrow('The note says nothing.')
  await expect(prepare(room, 'x'.repeat(10_001))).rejects.toThrow(
    'The note has 10001 characters, and a correction at most 10000.',
  )
  await expect(prepare(room, 'caf\uFFFD')).rejects.toThrow('The note is no text in UTF-8.')
  await expect(prepare(room, 'Blue.', 'weekly/7')).rejects.toThrow('There is no edition weekly/7.')
  await expect(prepare(room, 'Blue.', 'weekly')).rejects.toThrow('"weekly" is not the name of an edition.')
  await expect(room.actions.prepareCorrection({ edition: 'weekly/1', file: '/nowhere/note.md' })).rejects.toThrow(
    'There is no such file.',
  )
  await (await prepare(room, 'Blue.')).start()
  await expect(prepare(room, 'Blue.', 'weekly/1 correction 1')).rejects.toThrow('is a correction itself.')
  room.publication.post('maps')
  room.goTo(on('MON', '09:00', 1))
  await room.actions.tick()
  await expect(prepare(room, 'Blue.', 'weekly/2')).rejects.toThrow('weekly/2 was not sent: it is approved.')
})
