import { expect, test } from 'vitest'
import { startMailLog } from './mail-log.ts'
import { served } from './served.ts'

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
