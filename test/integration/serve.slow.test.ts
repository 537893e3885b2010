import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { served } from './served.ts'

describe('serve', () => {
  test('told to end in the middle, it ends soon, and the next start goes on: everybody once', async () => {
    const { log, publication, addresses, serve } = await served(60, { delay: 100 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(15)
    await sending.kill('SIGTERM')
    expect((await serve.kill('SIGTERM')).exitCode).toBe(0)
    expect(log.mails.length).toBeLessThan(60)
    await publication.did('run', '--once')
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
    expect((await publication.json('status')).editions).toMatchObject([{ state: 'sent', deliveries: { accepted: 60 } }])
  })

  test('stops an edition that is cancelled in the middle: what has not left stays', async () => {
    const { log, publication } = await served(60, { delay: 100 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(8)
    await publication.did('cancel', 'weekly/1')
    expect((await sending.ended).stdout).toContain('weekly/1 is cancelled')
    const taken = log.mails.length
    expect(taken).toBeLessThan(60)
    await publication.did('run', '--once')
    expect(log.mails.length).toBe(taken)
    expect((await publication.json('status')).editions).toMatchObject([
      { state: 'cancelled', deliveries: { accepted: taken, cancelled: 60 - taken } },
    ])
    // The others are due it as before.
    expect((await publication.json('plan')).recipientCount).toBe(60 - taken)
  })

  test('readers who keep connections open, or never say what they want, do not hold up its end', async () => {
    const { serve, web } = await served(1)
    const { port } = new URL(web)
    const silent = connect(Number(port), '127.0.0.1')
    const slow = connect(Number(port), '127.0.0.1')
    slow.write('GET /healthz HTTP/1.1\r\nHost: ')
    for (const socket of [silent, slow]) socket.on('error', () => {})
    expect((await fetch(`${web}healthz`)).status).toBe(200)
    expect((await serve.kill('SIGTERM')).exitCode).toBe(0)
  })
})
