import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMailLog } from './mail-log.ts'
import { served } from './served.ts'

const MAILBOX = 'url = "mailbox:dist/mail"'

/** A change in the middle of a send, and one that cannot be taken: changed-config.slow.test.ts */
test('from the test mailbox to a server, and back: each send goes where the file says, and is booked so', async () => {
  const { publication, serve } = await served(3, {}, { smtp: MAILBOX })
  const relay = await startMailLog()
  publication.configure({ smtp: `url = "smtp://127.0.0.1:${relay.port}"` })
  // Nobody waits: the command waits for the running serve to take the file.
  expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/1 is sent: 3 accepted')
  expect(relay.mails).toHaveLength(3)
  expect(readdirSync(join(publication.dir, 'dist/mail'))).toEqual([])

  publication.configure({ smtp: MAILBOX })
  publication.post('bread')
  expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/trial-1 is sent: 3 accepted')
  expect(relay.mails).toHaveLength(3)
  expect(readdirSync(join(publication.dir, 'dist/mail'))).toHaveLength(3)
  await serve.says(/taken: .*smtp\.mailbox\.url: not set before, .{1,2}mailbox:dist\/mail/)
  expect(await serve.kill('SIGTERM')).toMatchObject({ exitCode: 0, stderr: '' })
})

test('SIGHUP has .env read at once, by `run` too, and a password in it is never said', async () => {
  const { publication, serve, log } = await served(2, {}, {}, 'run')
  const login = 'user = "bob"\npassword = "${PASSWORD_OF_RELAY}"'
  publication.write('.env', 'PASSWORD_OF_RELAY=first-password\n')
  publication.configure({ smtp: `url = "smtp://127.0.0.1:${log.port}"\n${login}` })
  await serve.says('the changed configuration is taken')
  publication.write('.env', 'PASSWORD_OF_RELAY=second-password\n')
  serve.process.kill('SIGHUP')
  await serve.says(/taken: smtp\.127\.0\.0\.1\.password differs/)
  const { stdout, exitCode } = await serve.kill('SIGTERM')
  expect(exitCode).toBe(0)
  expect(stdout).not.toMatch(/first-password|second-password/)
})
