import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { sendingSettings, settingsDifference, settingsHash } from '../../src/config/sending-settings.ts'

const SITE = '[site]\ntitle = "T"\nurl = "https://t.example/"\n[[newsletters]]\nid = "weekly"\nfrom = "a@t.example"\n'
const MAILBOX = '[[smtp]]\nurl = "mailbox:dist/mail"\n'
const RELAY =
  '[[smtp]]\nname = "relay"\nurl = "smtp://relay.example:587"\nuser = "bob"\npassword = "s3cr3t-pass"\nrate = ["14/s"]\n'

function settingsOf(toml: string, secret = 'x'.repeat(43), file = '/site/broadsheet.toml') {
  const { config, problems } = parseConfig(SITE + toml, file, { BROADSHEET_SECRET: secret }, () => true)
  if (!config) throw new Error(JSON.stringify(problems))
  return sendingSettings(config)
}

test('what decides how a mail is sent, by key, and no secret in clear', () => {
  const settings = settingsOf(RELAY)
  expect(settings).toMatchObject({
    'smtp.relay.url': 'smtp://relay.example:587',
    'smtp.relay.tls': 'required',
    'smtp.relay.rate': '14/s',
    'delivery.uncertain': 'resend',
    'web.url': 'http://127.0.0.1:3000/',
  })
  expect(JSON.stringify(settings)).not.toMatch(/bob|s3cr3t|xxxx/)
})

test('what decides nothing about sending changes nothing', () => {
  const same = settingsHash(settingsOf(RELAY))
  expect(settingsHash(settingsOf(`${RELAY}[feeds]\nentries = 5\n`))).toBe(same)
  expect(settingsHash(settingsOf(RELAY.replace('14/s', '15/s')))).not.toBe(same)
  expect(settingsHash(settingsOf(MAILBOX, undefined, '/elsewhere/broadsheet.toml'))).toBe(
    settingsHash(settingsOf(MAILBOX)),
  )
})

test('the difference names keys with both values, of secrets only that they changed', () => {
  expect(settingsDifference(settingsOf(MAILBOX), settingsOf('[[smtp]]\nname = "mailbox"\nurl = "smtp://r.example"\n')))
    // off loopback, TLS is required, and hello is said
    .toEqual([
      { key: 'smtp.mailbox.url', theirs: 'mailbox:dist/mail', ours: 'smtp://r.example', isSecret: false },
      { key: 'smtp.mailbox.hello', theirs: undefined, ours: 't.example', isSecret: false },
      { key: 'smtp.mailbox.tls', theirs: 'insecure', ours: 'required', isSecret: false },
    ])
  expect(settingsDifference(settingsOf(RELAY), settingsOf(RELAY.replace('s3cr3t', 'other')))).toEqual([
    { key: 'smtp.relay.password', isSecret: true },
  ])
})
