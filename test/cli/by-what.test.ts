import { expect, it } from 'vitest'
import { sayByWhat } from '../../src/cli/by-what.ts'
import { aPost, aPublication, TOML } from './a-publication.ts'

it.each<[string, Parameters<typeof sayByWhat>[0]]>([
  ['by smtp://relay.example', { transport: 'smtp', servers: ['smtp://relay.example'] }],
  [
    'by smtp://a.example and smtps://b.example',
    { transport: 'smtp', servers: ['smtp://a.example', 'smtps://b.example'] },
  ],
  ['into the test mailbox dist/mail', { transport: 'mailbox', servers: ['mailbox:dist/mail'] }],
  ['by no server: there is none yet', { transport: 'smtp', servers: [] }],
])('%s', (words, byWhat) => expect(sayByWhat(byWhat)).toBe(words))

it('the question says by what it goes, without a login, and what is wrong with a post stands above it', async () => {
  const relay = 'url = "smtp://relay.example:587"\nuser = "bob"\npassword = "s3cr3t-pass"'
  const publication = aPublication({
    'broadsheet.toml': TOML.replace('url = "mailbox:dist/mail"', relay).replace(
      'http://127.0.0.1:3000/"',
      'https://news.lantern.example/"\nprobe = "off"',
    ),
    'content/posts/odd.md': aPost('Odd', 4, '{{< mapbox >}}'),
  })
  await publication.run('subscribers', 'add', 'ada@example.com')
  const { exitCode, stderr, asked } = await publication.answer(
    false,
    'send',
    'weekly',
    '--post',
    'content/posts/odd.md',
  )
  expect(exitCode).toBe(0)
  const order = ['`mapbox` is unknown', 'weekly: 1 post for 1 person, by smtp://relay.example:587']
  expect(asked).toEqual(['Send it to 1 person by smtp://relay.example:587?'])
  const places = order.map((words) => stderr.indexOf(words))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places[0]).toBeGreaterThanOrEqual(0)
  expect(stderr).not.toMatch(/bob|s3cr3t/)
  expect(stderr.split('`mapbox` is unknown')).toHaveLength(2)
})

it('into the test mailbox, as the question, the result and `--json` say', async () => {
  const publication = aPublication()
  await publication.run('subscribers', 'add', 'ada@example.com')
  const { asked } = await publication.answer(false, 'send', 'weekly', '--post', 'content/posts/ash.md')
  expect(asked).toEqual(['Put it into the test mailbox dist/mail, for 1 person?'])
  const sent = await publication.compiled('send', 'weekly', '--post', 'content/posts/ash.md', '--yes', '--json')
  expect(JSON.parse(sent.stdout)).toMatchObject({ transport: 'mailbox', servers: ['mailbox:dist/mail'], state: 'sent' })
})
