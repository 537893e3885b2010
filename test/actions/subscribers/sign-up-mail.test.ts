import { expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

const SUBSCRIBE = { more: '[subscribe]\n' }

test('from the form to the welcome, by the outbox and a real server', async () => {
  const room = await openNewsroom(SUBSCRIBE)
  await room.subscribe('ruth')
  for (const name of ['lamps', 'maps']) room.publication.post(name)
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.deliver()

  const from = { address: '203.0.113.5', network: '203.0.113.5' }
  const form = { email: 'Mei@example.org', newsletters: [], topics: [] }
  expect(await room.actions.signUp(form, from)).toEqual({ kind: 'taken' })
  await room.deliver()
  const asks = mailTo(room, 'Mei@example.org')
  expect(asks).toContain('Subject: ')
  // Nothing that a stranger typed but where it goes, and no way to leave what has not begun.
  expect(asks).not.toMatch(/203\.0\.113|List-Unsubscribe/)
  const token = /\/confirm\/([\w-]{43})/.exec(asks)?.[1] ?? ''
  expect(await room.actions.confirmSignUp(token, '198.51.100.7')).toMatchObject({ language: 'en' })
  await room.deliver()
  const welcome = mailTo(room, 'Mei@example.org')
  expect(welcome).toMatch(/\/archive\/weekly\/1\//)
  expect(welcome).toMatch(/\/posts\/lamps\//)
  expect(welcome).toMatch(/\/unsubscribe\/[\w-]{43}/)

  // The next number comes to both; what was sent before does not come again.
  room.publication.post('bread')
  room.goTo(on('MON', '09:00', 1))
  await room.actions.tick()
  expect((await room.deliver()).toSorted()).toEqual(['Mei', 'ruth'])
})

test('who signs up is welcomed in the operator’s words; what is wrong with them is told, and costs no welcome', async () => {
  const room = await openNewsroom(SUBSCRIBE)
  const welcomed = async (name: string, note: string) => {
    room.publication.write('editions/weekly/welcome.md', note)
    const from = { address: '203.0.113.5', network: '203.0.113.5' }
    await room.actions.signUp({ email: `${name}@example.org`, newsletters: [], topics: [] }, from)
    await room.deliver()
    const token = /\/confirm\/([\w-]{43})/.exec(mailTo(room, `${name}@example.org`))?.[1] ?? ''
    await room.actions.confirmSignUp(token, '198.51.100.7')
    await room.deliver()
    return mailTo(room, `${name}@example.org`)
  }
  const own = await welcomed('mei', '---\nsubject: Come in\n---\nBegin with [the lamps](/posts/lamps/).')
  expect(own).toContain('Subject: Come in')
  expect(own).toMatch(/Begin with the lamps \[1\]\.\r\n\r\n\[1\] https:\/\/lantern\.example\/posts\/lamps\//)
  expect(own).toMatch(/\/unsubscribe\/[\w-]{43}/)
  expect(own).not.toContain('comes by itself')
  const usual = await welcomed('ana', '---\nsubjekt: Come in\n---\nBegin.')
  expect(usual).toMatch(/Subject: .*The Lantern/)
  expect(usual).toContain('comes by itself')
  expect(usual).not.toContain('Begin.')
})

test('who is subscribed is told so, and what is suppressed or confirmed meanwhile is not mailed', async () => {
  const room = await openNewsroom(SUBSCRIBE)
  await room.subscribe('mei')
  const ask = (email: string, network: string) =>
    room.actions.signUp({ email, newsletters: [], topics: [] }, { address: network, network })
  await ask('mei@example.org', '192.0.2.1')
  await ask('gone@example.org', '192.0.2.2')
  await room.actions.suppress({ addresses: ['gone@example.org'] })
  expect(await room.deliver()).toEqual(['mei'])
  expect(mailTo(room, 'mei@example.org')).toMatch(/subscribed already/)
  expect((await room.store.outbox.counts()).map(({ kind }) => kind)).toEqual([])
})

test('a tick forgets what nobody confirmed for a week', async () => {
  const room = await openNewsroom(SUBSCRIBE)
  const from = { address: '203.0.113.5', network: '203.0.113.5' }
  await room.actions.signUp({ email: 'mei@example.org', newsletters: [], topics: [] }, from)
  room.goTo(on('MON', '07:00', 1))
  await room.actions.tick()
  expect(await room.store.signUps.pendingOf('mei@example.org')).toHaveLength(1)
  room.goTo(on('MON', '08:01', 1))
  await room.actions.tick()
  expect(await room.store.signUps.pendingOf('mei@example.org')).toEqual([])
})

/** The last one, as text. */
function mailTo({ log }: Awaited<ReturnType<typeof openNewsroom>>, address: string): string {
  return (
    log.mails
      .filter(({ to }) => to === address)
      .map(({ text }) => text.replaceAll('=\r\n', ''))
      .at(-1) ?? ''
  )
}
