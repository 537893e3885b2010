import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

const TO = { newsletter: 'weekly', to: ['me@lantern.example'] }
const WEB = 'https://news.lantern.example/'

async function roomWithPicture(options: Parameters<typeof openNewsroom>[0] = {}) {
  const room = await openNewsroom(options)
  await room.subscribe('mei')
  const { publication } = room
  publication.post('lamps', { text: '![A lamp](/lamp.png)\n\n![Again](/lamp.png)\n\nCosts $x^2$.' })
  const red = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
  publication.write('static/.keep', '')
  writeFileSync(join(publication.dir, 'static/lamp.png'), await red.png().toBuffer())
  return room
}

test('over SMTP, before web.url shows them: the pictures are within the mail', async () => {
  const { actions, log } = await roomWithPicture()
  const because = 'web.probe = "off" keeps it from being asked'
  expect(await actions.testSend(TO)).toMatchObject({ pictures: { count: 1, from: 'mail', url: WEB, because } })
  const { html = '', attachments } = await PostalMime.parse(log.mails[0]?.text ?? '')
  const [, cid] = /<img src="cid:([^"]+)" alt="A lamp" width="40"/.exec(html) ?? []
  expect(html.split(`src="cid:${cid}"`)).toHaveLength(3)
  expect(html).not.toContain('/pictures/')
  expect(attachments.map(({ contentId }) => contentId)).toContain(`<${cid}>`)
  const { width, height } = await sharp(Buffer.from(attachments[0]?.content as ArrayBuffer)).metadata()
  expect([width, height]).toEqual([40, 20])
})

test('once web.url shows them, the mail is the mail of the edition, but for the note that it is a test', async () => {
  const { publication, log } = await roomWithPicture()
  const room = await enter(publication, log, on('MON', '09:00'), { pictureFault: async () => undefined })
  expect(await room.actions.testSend(TO)).toMatchObject({ pictures: { count: 1, from: 'web', url: WEB } })
  await (await room.actions.prepareSend({ newsletter: 'weekly' })).start(true)
  await room.deliver()
  const [shown, sent] = await Promise.all(log.mails.map(({ text }) => PostalMime.parse(text)))
  expect(shown?.attachments).toEqual([])
  const picturesOf = (html = '') => html.match(/<img [^>]*>/g)
  expect(picturesOf(shown?.html)).toHaveLength(2)
  expect(picturesOf(shown?.html)).toEqual(picturesOf(sent?.html))
})

test('an edition that waits is shown with its pictures, too', async () => {
  const { actions, log, goTo } = await roomWithPicture({ newsletter: 'schedule = "0 9 * * MON"\napprove = true' })
  goTo(on('MON', '09:00'))
  await actions.tick()
  await actions.testSend({ ...TO, newsletter: 'weekly/1' })
  const { html, attachments } = await PostalMime.parse(log.mails.find(({ to }) => to === TO.to[0])?.text ?? '')
  expect(html).toContain(`src="cid:${attachments[0]?.contentId?.slice(1, -1)}"`)
})

test('a mail without pictures says nothing of them', async () => {
  const { actions, publication } = await openNewsroom()
  publication.post('lamps')
  expect(await actions.testSend(TO)).not.toHaveProperty('pictures')
})

test('into the test mailbox they go within the mail as well', async () => {
  const { actions, publication } = await roomWithPicture({ smtp: 'url = "mailbox:dist/mail"' })
  expect(await actions.testSend(TO)).toMatchObject({ pictures: { count: 1, from: 'mail' } })
  expect(readdirSync(join(publication.dir, 'dist/mail'))).toHaveLength(1)
})
