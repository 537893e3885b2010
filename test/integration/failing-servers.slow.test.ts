import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { startMailLog } from './mail-log.ts'

const READERS = 60

test('a server that is down: nobody is counted for it, and the next run goes on', async () => {
  const log = await startMailLog()
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(READERS)
  await log.close()

  const sent = await publication.run('send', 'weekly', '--yes')
  expect(sent.exitCode).toBe(1)
  expect(sent.stderr).toContain('The mail server cannot be reached: 127.0.0.1')
  expect(sent.stderr).toContain('weekly/1 stays open: `broadsheet run --once` or `serve` goes on with it')
  expect(sent.stdout).toMatch(/^weekly\/1 is sending: 60 queued;/)
  expect(publication.sql('select distinct state, attempts from deliveries')).toEqual([{ state: 'queued', attempts: 0 }])

  const run = await publication.run('run', '--once')
  expect(run.exitCode).toBe(1)
  expect(run.stderr).toContain('The mail server cannot be reached')
  expect(publication.sql('select distinct state, attempts from deliveries')).toEqual([{ state: 'queued', attempts: 0 }])

  const again = await startMailLog({ port: log.port })
  await publication.did('run', '--once')
  expect(again.mails).toHaveLength(READERS)
  expect(await publication.json('status')).toMatchObject({
    editions: [{ state: 'sent', deliveries: { accepted: READERS } }],
  })
})

test('a refused login: a sentence without the password, and nobody is counted for it', async () => {
  const password = 'a-password-nobody-must-read'
  const log = await startMailLog({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('5.7.8 Authentication credentials invalid')),
  })
  const publication = new Publication({
    smtp: `url = "smtp://127.0.0.1:${log.port}"\nuser = "mei"\npassword = "${password}"`,
  })
  await publication.openWith(READERS)
  const sent = await publication.run('send', 'weekly', '--yes', '--json')
  expect(sent.exitCode).toBe(1)
  expect(JSON.parse(sent.stdout)).toMatchObject({
    edition: 'weekly/1',
    state: 'sending',
    deliveries: { queued: READERS },
    problems: [{ code: 'delivery.trouble', message: expect.stringContaining('did not let us log in: 535') }],
  })
  expect(sent.stdout + sent.stderr).not.toContain(password)
})

test('a server that falls silent after the final dot holds up neither SIGTERM nor the next start', async () => {
  let isSilent = true
  const log = await startMailLog({ treat: () => (isSilent ? 'silence' : undefined) })
  const publication = new Publication({ smtpPort: log.port })
  const addresses = await publication.openWith(READERS)
  const running = publication.start('send', 'weekly', '--yes')
  await log.reaches(4)
  const { exitCode } = await running.kill('SIGTERM')
  expect(exitCode).toBe(1)
  expect(await publication.json('status')).toMatchObject({
    editions: [{ state: 'sending', deliveries: { sending: 4, queued: 56 } }],
  })

  isSilent = false
  publication.leaseRunsOut()
  await publication.did('run', '--once')
  expect(addresses.filter((address) => log.copiesTo(address).length === 0)).toEqual([])
  const twice = addresses.filter((address) => log.copiesTo(address).length === 2)
  expect(twice).toHaveLength(4)
  for (const address of twice) expect(new Set(log.copiesTo(address).map(({ messageId }) => messageId)).size).toBe(1)
})
