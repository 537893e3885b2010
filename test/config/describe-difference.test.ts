import { expect, test } from 'vitest'
import { describeDifference } from '../../src/config/describe-difference.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { sendingSettings, settingsDifference } from '../../src/config/sending-settings.ts'

const SITE = '[site]\ntitle = "T"\nurl = "https://t.example/"\n[[newsletters]]\nid = "weekly"\nfrom = "a@t.example"\n'
const RELAY = '[[smtp]]\nname = "relay"\nurl = "smtp://relay.example:587"\nuser = "bob"\npassword = "s3cr3t-pass"\n'
const WORDS = { theirs: 'when it was made', ours: 'now' }

function differenceOf(theirs: string, ours: string): string {
  const [before = {}, after = {}] = [theirs, ours].map((toml) => {
    const { config } = parseConfig(
      SITE + toml,
      '/site/broadsheet.toml',
      { BROADSHEET_SECRET: 'x'.repeat(43) },
      () => true,
    )
    return config && sendingSettings(config)
  })
  return describeDifference(settingsDifference(before, after), WORDS)
}

test('of a server that was added or removed its address is named, and nothing else', () => {
  expect(differenceOf('', RELAY)).toBe('smtp.relay.url: not set when it was made, "smtp://relay.example:587" now')
  expect(differenceOf(RELAY, '')).toBe('smtp.relay.url: "smtp://relay.example:587" when it was made, not set now')
})

test('so of one that was replaced, under its name or another', () => {
  const other = RELAY.replace('relay.example', 'other.example').replace('"bob"', '"eve"')
  expect(differenceOf(RELAY, other)).toBe(
    'smtp.relay.url: "smtp://relay.example:587" when it was made, "smtp://other.example:587" now',
  )
  expect(differenceOf('[[smtp]]\nurl = "mailbox:dist/mail"\n', RELAY)).toMatch(
    /^smtp\.mailbox\.url: "mailbox:[^"]*" when it was made, not set now; smtp\.relay\.url: not set when it was made, "[^"]+" now$/,
  )
})

test('what changed of a server that stays is named by key', () => {
  expect(differenceOf(RELAY, `${RELAY}connections = 3\n`)).toMatch(
    /^smtp\.relay\.connections: "\d+" when it was made, "3" now$/,
  )
  expect(differenceOf(RELAY, RELAY.replace('bob', 'eve'))).toBe('smtp.relay.user differs')
})

test('three are named, and how many more there are', () => {
  const changed = `${RELAY}connections = 3\nrate = ["5/s"]\nhello = "mail.t.example"\n[delivery]\nuncertain = "hold"\n`
  expect(differenceOf(RELAY, changed)).toMatch(/^(?:[^;]+; ){3}and \d more$/)
})
