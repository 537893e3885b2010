import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMailLog } from './mail-log.ts'
import { served } from './served.ts'

const MAILBOX = 'url = "mailbox:dist/mail"'

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

test('what cannot be taken is said, in the log, in status and by send; what was there goes on', async () => {
  const { publication, log, serve, web } = await served(3)
  publication.configure({ more: '[sitte]\ntitle = "x"' })
  await serve.says('the changed configuration was not taken: broadsheet.toml')
  expect((await fetch(web)).status).toBe(200)
  publication.configure()
  await serve.says('the configuration is again what it was')
  expect((await publication.json('status')).running).toMatchObject([{ command: 'serve', pid: serve.process.pid }])

  publication.write('templates/post.mjml', '<mjml><mj-body>{{ nothing | nofilter }}</mj-body></mjml>')
  await serve.says(/not taken: templates\/post\.mjml/)
  publication.remove('templates/post.mjml')
  publication.configure({ web: `url = "https://news.lantern.example/"\nport = 1` })
  await serve.says('web.port was')
  expect((await publication.json('status')).running[0].problem).toContain('that needs a restart')

  publication.configure({ smtp: 'url = "smtp://127.0.0.1:1"', web: 'url = "https://news.lantern.example/"\nport = 1' })
  const refused = await publication.run('send', 'weekly', '--yes')
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toMatch(/`broadsheet serve` \(process \d+ on .+\) delivers on this database/)
  expect(refused.stderr).toContain('It did not take what is in the file now: ')
  expect(log.mails).toEqual([])
  publication.configure()
  expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/1 is sent: 3 accepted')
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

test('no mail is cut off: nobody gets two, nobody none, when the server changes in the middle', async () => {
  let goOn = () => {}
  const until = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { publication, log, addresses, serve } = await served(60, { until, delay: 2_000 })
  const sending = publication.start('send', 'weekly', '--yes')
  await log.reaches(4)
  // Else it would take over while serve has nobody who delivers, and go on by the server that the edition was made for.
  await sending.kill('SIGKILL')
  const other = await startMailLog()
  publication.configure({ smtp: `url = "smtp://127.0.0.1:${other.port}"\nconnections = 4` })
  await serve.says('it is taken as soon as each connection has finished its message')
  goOn()
  const accepted = () => publication.sql("select 1 from deliveries where state = 'accepted'").length
  await expect.poll(accepted, { timeout: 170_000, interval: 200 }).toBe(60)
  expect([...log.mails, ...other.mails].map(({ to }) => to).sort()).toEqual([...addresses].sort())
  expect(other.mails.length).toBeGreaterThan(0)
})
