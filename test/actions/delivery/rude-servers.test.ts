import { expect, test } from 'vitest'
import type { Publication } from '../../integration/a-publication.ts'
import { type MailLogOptions, replying, type Treatment } from '../../integration/mail-log.ts'
import { on, openNewsroom } from '../newsroom.ts'

/** An edition is due to so many readers, by way of a server that behaves as told. */
async function due(readers: number, server: MailLogOptions) {
  const newsroom = await openNewsroom({}, server)
  const names = Array.from({ length: readers }, (_, i) => `reader-${String(i + 1).padStart(2, '0')}`)
  await newsroom.subscribe(...names)
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  return newsroom
}

test('each recipient gets what its own reply asks for, and none stops the others', async () => {
  const treatments = new Map<string, Treatment>([
    ['reader-03@example.org', '450 4.2.1 Greylisted, come back later'],
    ['reader-05@example.org', '550 5.1.1 No such user here'],
    ['reader-07@example.org', '554 5.7.1 We do not want this'],
    ['reader-09@example.org', 'cut'],
  ])
  const newsroom = await due(20, { treat: (address) => treatments.get(address) })
  const { actions, publication } = newsroom
  expect(await newsroom.deliver()).toHaveLength(16)
  expect(await newsroom.editions()).toEqual(['weekly/1 settling'])
  expect(notAccepted(publication)).toEqual({
    'reader-03@example.org': 'deferred 450 4.2.1',
    'reader-05@example.org': 'rejected 550 5.1.1',
    'reader-07@example.org': 'rejected 554 5.7.1',
    'reader-09@example.org': 'deferred it closed the connection',
  })
  // The address is gone for good; the refused one is not.
  expect(publication.sql('select address_key, reason from suppressions')).toEqual([
    { address_key: 'reader-05@example.org', reason: 'no-such-address' },
  ])

  expect(await newsroom.deliver()).toEqual([])
  treatments.clear()
  publication.sql("update deliveries set due_at = 0 where state = 'deferred'")
  expect(await newsroom.deliver()).toEqual(['reader-03', 'reader-09'])
  expect(await newsroom.editions()).toEqual(['weekly/1 sent'])

  expect(await actions.retry('weekly/1', 'failed')).toMatchObject({ state: 'sending', deliveries: 1 })
  expect(await newsroom.deliver()).toEqual(['reader-07'])
  const { editions } = await actions.status()
  expect(editions).toMatchObject([{ state: 'sent', deliveries: { accepted: 19, rejected: 1 } }])
})

test('a server that takes three messages on a connection, and then says 421, gets new connections', async () => {
  const taken = new Map<string, number>()
  const newsroom = await due(40, {
    onMailFrom(_address, { id }, done) {
      const count = (taken.get(id) ?? 0) + 1
      taken.set(id, count)
      done(count > 3 ? replying('421 4.7.0 Enough for one connection') : null)
    },
  })
  expect(await newsroom.deliver()).toHaveLength(40)
  expect(await newsroom.editions()).toEqual(['weekly/1 sent'])
  expect(newsroom.log.mails).toHaveLength(40)
  expect(taken.size).toBeGreaterThanOrEqual(14)
})

/** Address → state, and the reply or the error. */
function notAccepted(publication: Publication): Record<string, string> {
  const rows = publication.sql<{ address: string; what: string }>(
    `select address, state || ' ' || coalesce(reply_code || ' ' || reply_enhanced, error) as what
    from deliveries where state <> 'accepted' order by address`,
  )
  return Object.fromEntries(rows.map(({ address, what }) => [address, what.replace(/127.*: /, '')]))
}
