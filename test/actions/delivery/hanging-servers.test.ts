import { describe, expect, test } from 'vitest'
import { HANG_UP, type Script, SILENCE, startFaultyServer } from '../../mail/faulty-server.ts'
import { on, openNewsroom } from '../newsroom.ts'

const IMPATIENT = { connect: 300, greeting: 300, reply: 300, finalDot: 300, mail: 2_000, quit: 100 }

/** An edition for four readers meets a server that behaves as the script says. */
async function sentTo(script: Script) {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ruth', 'lin', 'sol')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  const server = await startFaultyServer(script)
  const troubles = await newsroom.deliverTo(server.config, IMPATIENT)
  await server.close()
  const ledger = newsroom.publication.sql(
    'select state, attempts, error, count(*) as n from deliveries group by 1, 2, 3',
  )
  return { newsroom, server, troubles, ledger }
}

describe('a server that never answers', () => {
  test.each<[string, Script]>([
    ['when it is called', { greeting: SILENCE }],
    ['a greeting', { EHLO: SILENCE }],
  ])('%s is in trouble; nobody is counted for it, and a single run ends', async (_when, script) => {
    const { newsroom, troubles, ledger } = await sentTo(script)
    expect(troubles.length).toBeGreaterThanOrEqual(3)
    expect(troubles[0]).toContain('The mail server cannot be reached: 127.0.0.1')
    expect(ledger).toEqual([{ state: 'queued', attempts: 0, error: null, n: 4 }])
    expect(await newsroom.editions()).toEqual(['weekly/1 sending'])
    expect(await newsroom.deliver()).toHaveLength(4)
    expect(await newsroom.editions()).toEqual(['weekly/1 sent'])
  })

  test('a message after its final dot makes it uncertain: sent again in a minute or two, as the same message', async () => {
    const { newsroom, server, ledger } = await sentTo({ '.': SILENCE })
    expect(ledger).toMatchObject([{ state: 'uncertain', n: 4, error: expect.stringContaining('it stopped answering') }])
    expect(await newsroom.editions()).toEqual(['weekly/1 settling'])
    expect(await newsroom.deliver()).toEqual([])
    newsroom.publication.sql('update deliveries set due_at = 0')
    expect(await newsroom.deliver()).toEqual(['lin', 'mei', 'ruth', 'sol'])
    const ids = (mails: string[]) => mails.map((text) => /^Message-ID: .+$/im.exec(text)?.[0]).sort()
    expect(ids(newsroom.log.mails.map(({ text }) => text))).toEqual(ids(server.mails))
  })

  test("a message after its final dot, and the operator finds it in the server's log: it is not sent again", async () => {
    const { newsroom } = await sentTo({ '.': SILENCE })
    expect(await newsroom.actions.settle('weekly/1', 'accepted')).toMatchObject({ deliveries: 0 })
    newsroom.publication.sql('update deliveries set due_at = null')
    expect(await newsroom.actions.settle('weekly/1', 'accepted')).toMatchObject({ deliveries: 4 })
    expect(await newsroom.deliver()).toEqual([])
    expect(await newsroom.editions()).toEqual(['weekly/1 sent'])
  })

  test('and cuts the connection when a short message is on its way whole: it may have read it, so uncertain too', async () => {
    const { ledger } = await sentTo({ cutAfterBytes: 1_000 })
    expect(ledger).toMatchObject([{ state: 'uncertain', attempts: 1, n: 4 }])
  })

  test.each<[string, Script]>([
    ['at DATA', { DATA: HANG_UP }],
    ['a recipient', { RCPT: SILENCE }],
  ])('or hangs up %s has not taken it: deferred', async (_when, script) => {
    const { newsroom, ledger } = await sentTo(script)
    expect(ledger).toMatchObject([{ state: 'deferred', attempts: 1, n: 4 }])
    newsroom.publication.sql('update deliveries set due_at = 0')
    expect(await newsroom.deliver()).toHaveLength(4)
    expect(await newsroom.editions()).toEqual(['weekly/1 sent'])
  })
})
