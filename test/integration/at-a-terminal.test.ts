import { describe, expect, test } from 'vitest'
import { atTerminal, CTRL_C, hasTerminal } from './a-terminal.ts'
import { sendingCount, slowlySending } from './slowly-sending.ts'

/** The other ways to end a send: at-a-terminal.slow.test.ts */
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
})

test('SIGTERM without a terminal ends a send politely', async () => {
  const { log, publication, addresses } = await slowlySending()
  const sending = publication.start('send', 'weekly', '--yes')
  await log.reaches(8)
  const { exitCode, stdout } = await sending.kill('SIGTERM')
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^weekly\/1 is on its way: \d+ of 60 sent; .* s\.\nGo on with: broadsheet run --once/)
  expect(sendingCount(publication)).toBe(0)
  await publication.did('run', '--once')
  expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
})
