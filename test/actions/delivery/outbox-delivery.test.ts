import { expect, test } from 'vitest'
import type { NewMail } from '../../../src/outbox/outbox-mail.ts'
import { on, openNewsroom } from '../newsroom.ts'

function notice(subject: string, more: Partial<NewMail> = {}): NewMail {
  const content = { kind: 'notice', subject, text: 'Look.\n' } as const
  return { content, address: 'op@example.org', at: on('MON', '08:00'), ...more }
}

test('a mail of the outbox is sent once, with an id of its own', async () => {
  const room = await openNewsroom()
  await room.store.outbox.put(notice('weekly/1 is held'))
  expect(await room.deliver()).toEqual(['op'])
  expect(await room.deliver()).toEqual([])
  const [mail] = room.log.mails
  expect(mail?.messageId).toMatch(/^<notice\.[A-Za-z0-9_-]{16}@lantern\.example>$/)
  expect(mail?.text).toContain('Subject: weekly/1 is held')
})

test('what no server takes now goes when one does, with the same id', async () => {
  let isGreylisted = true
  const room = await openNewsroom({}, { treat: () => (isGreylisted ? '451 greylisted' : undefined) })
  await room.store.outbox.put(notice('one'))
  expect(await room.deliver()).toEqual([])
  isGreylisted = false
  expect(await room.deliver()).toEqual([])
  room.goTo(on('MON', '09:00'))
  expect(await room.deliver()).toEqual(['op'])
})

test('one whose person is erased while a server looks at it is not tried again', async () => {
  const erased = async () => void (await room.store.subscribers.erase('op@example.org', on('MON', '08:00'), 'cli'))
  let meanwhile: Promise<void> | undefined
  const treat = () => {
    meanwhile ??= erased()
    return '451 greylisted' as const
  }
  const room = await openNewsroom({}, { treat })
  await room.store.outbox.put(notice('one', { addressKey: 'op@example.org' }))
  await room.deliver()
  await meanwhile
  room.goTo(on('MON', '09:00'))
  meanwhile = Promise.resolve()
  expect(await room.deliver()).toEqual([])
  expect(await room.store.outbox.counts()).toEqual([])
})

test('one that cannot be made holds up no other', async () => {
  const room = await openNewsroom()
  await room.store.outbox.put({ ...notice('one'), content: { kind: 'unheard of' } as never })
  await room.store.outbox.put(notice('two'))
  expect(await room.deliver()).toEqual(['op'])
  expect(room.log.mails[0]?.text).toContain('Subject: two')
})

test('it does not wait for an edition that is under way, though that has all connections', async () => {
  const room = await openNewsroom({}, { delay: 100 })
  await room.subscribe(...Array.from({ length: 200 }, (_, index) => `r${index}`))
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  await room.keepDelivering()
  await room.log.reaches(5)
  await room.store.outbox.put(notice('one'))
  await room.log.reaches(201)
  const place = room.log.mails.findIndex(({ to }) => to === 'op@example.org')
  expect(place).toBeGreaterThan(4)
  expect(place).toBeLessThan(180)
})
