import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { atTerminal, CTRL_C, hasTerminal } from './a-terminal.ts'
import { startMailLog } from './mail-log.ts'
import { served } from './served.ts'
import { sendingCount, slowlySending } from './slowly-sending.ts'

describe.skipIf(!hasTerminal)('in a terminal (needs python3, for a pseudo-terminal)', () => {
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

test.each(['SIGINT', 'SIGHUP'] as const)('%s without a terminal ends a send politely', async (signal) => {
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
