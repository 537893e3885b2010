import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

const SCHEDULE = 'schedule = "0 9 * * MON"'

async function room(newsletter: string, people: string[] = ['mei']) {
  const room = await openNewsroom({ newsletter })
  await room.subscribe(...people)
  const { publication } = room
  publication.post('lamps', { text: '![A lamp](/lamp.png)\n\n![Again](/lamp.png)\n\nCosts $x^2$.' })
  publication.write('static/.keep', '')
  const red = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
  writeFileSync(join(publication.dir, 'static/lamp.png'), await red.png().toBuffer())
  return room
}

async function sent(own: Awaited<ReturnType<typeof room>>) {
  own.goTo(on('MON', '09:00'))
  await own.actions.tick()
  await own.deliver()
  return own.log.mails.filter(({ to }) => to.endsWith('@example.org'))
}

test('pictures = "mail": each mail of the edition carries them, by the same Content-IDs, whatever web.url answers', async () => {
  const own = await room(`${SCHEDULE}\npictures = "mail"`, ['mei', 'ada'])
  const plan = await own.actions.plan({})
  expect(plan).toMatchObject({ pictures: 'mail', problems: [] })
  const mails = await sent(own)
  expect(mails).toHaveLength(2)
  const [one, other] = await Promise.all(mails.map(({ text }) => PostalMime.parse(text)))
  const [, cid] = /<img src="cid:([^"]+)" alt="A lamp"/.exec(one?.html ?? '') ?? []
  expect(cid).toMatch(/^[0-9a-f]{32}\.png@broadsheet\.invalid$/)
  expect(one?.html?.split(`src="cid:${cid}"`)).toHaveLength(3)
  expect(one?.html).not.toContain('/pictures/')
  expect(one?.attachments.map(({ contentId }) => contentId)).toContain(`<${cid}>`)
  expect(other?.attachments.map(({ contentId }) => contentId)).toEqual(
    one?.attachments.map(({ contentId }) => contentId),
  )
  for (const { contentId = '', disposition } of one?.attachments ?? [])
    expect([disposition, one?.html?.includes(`cid:${contentId.slice(1, -1)}`)]).toEqual(['inline', true])
  const sizes = mails.map(({ text }) => Buffer.byteLength(text))
  expect(Math.abs((plan.variants[0]?.bytes ?? 0) - (sizes[0] ?? 0))).toBeLessThan(200)
})

test('the archive shows them from the web all the same', async () => {
  const own = await room(`${SCHEDULE}\npictures = "mail"`)
  await sent(own)
  const page = (await own.actions.archivePage('weekly', 1)) ?? ''
  expect(page).toMatch(/<img src="https:\/\/news\.lantern\.example\/pictures\/[0-9a-f]{32}\.png"/)
  expect(page).not.toContain('cid:')
})

test('a test of it carries them, too, and says so', async () => {
  const own = await room(`${SCHEDULE}\npictures = "mail"`)
  const { pictures } = await own.actions.testSend({ newsletter: 'weekly', to: ['me@lantern.example'] })
  expect(pictures).toMatchObject({ from: 'mail' })
  expect(pictures).not.toHaveProperty('because')
})

test('without it mails load them', async () => {
  const own = await room(SCHEDULE)
  expect(await own.actions.plan({})).toMatchObject({ pictures: 'web' })
  const [mail] = await sent(own)
  expect((await PostalMime.parse(mail?.text ?? '')).attachments).toEqual([])
})

test('a plan made before it was changed is no longer what would be sent', async () => {
  const own = await room(SCHEDULE)
  const before = (await own.actions.plan({})).id
  const other = await room(`${SCHEDULE}\npictures = "mail"`)
  expect((await other.actions.plan({})).id).not.toBe(before)
})
