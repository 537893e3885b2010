import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { atTerminal, CTRL_C, hasTerminal } from './a-terminal.ts'
import { type MailLog, startMailLog } from './mail-log.ts'
import { served } from './served.ts'

async function slowlySending(readers = 60): Promise<{ log: MailLog; publication: Publication; addresses: string[] }> {
  const log = await startMailLog({ delay: 60 })
  const publication = new Publication({ smtpPort: log.port })
  return { log, publication, addresses: await publication.openWith(readers) }
}

function sendingCount(publication: Publication): number | undefined {
  return publication.sql<{ n: number }>("select count(*) as n from deliveries where state = 'sending'")[0]?.n
}

describe.skipIf(!hasTerminal)('in a terminal (needs python3, for a pseudo-terminal)', () => {
  test('Ctrl-C during a send ends it politely: every mail has its outcome, and nobody gets two', async () => {
    const { log, publication, addresses } = await slowlySending()
    const sending = atTerminal(publication, 'send', 'weekly')
    await sending.shows('Send it to 60 people by smtp:')
    sending.type('y')
    await log.reaches(8)
    sending.type(CTRL_C)
    const { exitCode, screen } = await sending.ended

    expect(screen).toContain('Ending: each connection finishes its mail.')
    expect(screen).toMatch(/weekly\/1 is on its way: \d+ of 60 sent; .* s\.\n/)
    expect(screen).toContain('Go on with: broadsheet run --once')
    expect(screen).not.toMatch(/cancel/i)
    expect(exitCode).toBe(1)
    expect(sendingCount(publication)).toBe(0)
    // The right to deliver was given back: what goes on, goes on at once.
    expect((await publication.did('run', '--once')).stdout).not.toContain('Another process')
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
  })

  test('Ctrl-C beside a serve ends the watching alone, and says so', async () => {
    const { log, publication, addresses } = await served(60, { delay: 60 })
    const sending = atTerminal(publication, 'send', 'weekly', '--yes')
    await log.reaches(8)
    sending.type(CTRL_C)
    const { exitCode, screen } = await sending.ended
    expect(screen).toMatch(/weekly\/1: Ending\. broadsheet serve \(process \d+ on .*\) goes on with it\./)
    expect(screen).not.toContain('each connection finishes')
    expect(exitCode).toBe(1)
    await log.reaches(60)
    expect(log.mails.map(({ to }) => to).sort()).toEqual([...addresses].sort())
  })

  test('a second Ctrl-C ends it at once, and says what may come twice', async () => {
    const log = await startMailLog({ treat: () => 'silence' })
    const publication = new Publication({ smtpPort: log.port })
    await publication.openWith(20)
    const sending = atTerminal(publication, 'send', 'weekly', '--yes')
    await log.reaches(4)
    sending.type(CTRL_C)
    await sending.shows('Ending: each connection finishes its mail.')
    await sleep(1_100)
    sending.type(CTRL_C)
    const { exitCode, screen } = await sending.ended
    expect(exitCode).toBe(1)
    expect(screen).toContain('Ended at once. At most 4 mails were on their way, and may come twice')
    expect(sendingCount(publication)).toBe(4)
  })

  test('Ctrl-C at the question means no', async () => {
    const { log, publication } = await slowlySending(3)
    const sending = atTerminal(publication, 'send', 'weekly')
    await sending.shows('Send it to 3 people by smtp:')
    sending.type(CTRL_C)
    const { exitCode, screen } = await sending.ended
    expect(exitCode).toBe(1)
    expect(screen).toContain('Nothing was sent.')
    expect(publication.sql('select id from editions')).toEqual([])
    expect(log.mails).toEqual([])
  })

  test('a window that is closed during a send ends it politely', async () => {
    const { log, publication, addresses } = await slowlySending()
    const sending = atTerminal(publication, 'send', 'weekly', '--yes')
    await log.reaches(8)
    sending.hangUp()
    // It ends as whoever does not heed the signal.
    expect((await sending.ended).exitCode).toBe(128 + constants.signals.SIGHUP)
    expect(sendingCount(publication)).toBe(0)
    await publication.did('run', '--once')
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
  })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s without a terminal ends a send politely', async (signal) => {
  const { log, publication, addresses } = await slowlySending()
  const sending = publication.start('send', 'weekly', '--yes')
  await log.reaches(8)
  const { exitCode, stdout } = await sending.kill(signal)
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^weekly\/1 is on its way: \d+ of 60 sent; .* s\.\nGo on with: broadsheet run --once/)
  expect(sendingCount(publication)).toBe(0)
  await publication.did('run', '--once')
  expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
})

test('one press that comes twice, as npx hands it on, is one', async () => {
  const { log, publication, addresses } = await slowlySending()
  const sending = publication.start('send', 'weekly', '--yes')
  await log.reaches(8)
  sending.process.kill('SIGINT')
  expect((await sending.kill('SIGINT')).stdout).toContain('weekly/1 is on its way')
  await publication.did('run', '--once')
  expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
})

test.each(['stdout', 'stderr'] as const)('a pipe that is closed at %s ends a send politely', async (stream) => {
  const { log, publication, addresses } = await slowlySending()
  const sending = publication.start('send', 'weekly', '--yes')
  await log.reaches(8)
  sending.process[stream]?.destroy()
  // Whatever it says next meets the closed pipe.
  if (stream === 'stderr') await sending.ended
  else await sending.kill('SIGINT')
  expect(sendingCount(publication)).toBe(0)
  await publication.did('run', '--once')
  expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
})
