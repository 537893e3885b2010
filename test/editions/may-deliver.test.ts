import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { intentOf } from '../../src/editions/edition-intent.ts'
import { type DeliverDecision, mayDeliver } from '../../src/editions/may-deliver.ts'

const SITE =
  '[site]\ntitle = "T"\nurl = "https://t.example/"\n[web]\nsecrets = ["a secret that is long enough for it"]\n'
const by = (url: string, file = '/site/broadsheet.toml') => {
  const toml = `${SITE}[[smtp]]\nname = "relay"\nurl = "${url}"\ntls = "insecure"\n`
  const { config } = parseConfig(toml.replace(/tls.*\n/, url.startsWith('mailbox') ? '' : '$&'), file, {}, () => true)
  if (!config) throw new Error('no config')
  return { transport: url.startsWith('mailbox') ? ('mailbox' as const) : ('smtp' as const), intent: intentOf(config) }
}
const A = 'smtp://a.example'
const B = 'smtp://b.example'
const MAILBOX = 'mailbox:dist/mail'

test.each<[string, string, 'current' | 'stale', DeliverDecision['decision']]>([
  [A, A, 'current', 'deliver'],
  // The same settings, however old: what would be sent is the same.
  [A, A, 'stale', 'deliver'],
  [MAILBOX, MAILBOX, 'stale', 'deliver'],
  [A, B, 'current', 'take-over'],
  [A, B, 'stale', 'wait'],
  [A, MAILBOX, 'stale', 'wait'],
  [MAILBOX, A, 'stale', 'wait'],
  [A, MAILBOX, 'current', 'stop'],
  [MAILBOX, A, 'current', 'stop'],
])('made for %s, held by %s, which is %s: %s', (made, held, age, decision) => {
  expect(mayDeliver(by(made), { ...by(held), isCurrent: age === 'current' })).toMatchObject({ decision })
})

test("another publication's configuration on the same database delivers nothing that is not the same", () => {
  const elsewhere = { ...by(B, '/other/broadsheet.toml'), isCurrent: true }
  expect(mayDeliver(by(A), elsewhere)).toEqual({
    decision: 'wait',
    because: 'smtp.relay.url: "smtp://a.example" when it was made, "smtp://b.example" now',
  })
  expect(mayDeliver(by(B), elsewhere)).toEqual({ decision: 'deliver' })
})

test('one of an older version goes by whatever is of its transport', () => {
  expect(mayDeliver({ transport: 'smtp' }, { ...by(B), isCurrent: true })).toEqual({ decision: 'deliver' })
  expect(mayDeliver({ transport: 'smtp' }, { ...by(MAILBOX), isCurrent: true })).toMatchObject({ decision: 'stop' })
})
