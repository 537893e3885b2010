import { expect, test } from 'vitest'
import { parseReply } from '../../src/deliveries/parse-reply.ts'
import type { SmtpReply } from '../../src/deliveries/reply.ts'
import type { LossCause, SendResult, SmtpPhase } from '../../src/deliveries/send-result.ts'
import { sentenceOf, serverTrouble } from '../../src/deliveries/server-trouble.ts'

const said = (result: SendResult) => {
  const trouble = serverTrouble(result)
  return trouble && sentenceOf(trouble)
}
const refused = (phase: SmtpPhase, reply: string, hello?: string): SendResult => ({
  kind: 'refused',
  phase,
  reply: parseReply(reply) as SmtpReply,
  ...(hello && { hello }),
})

test.each<[SmtpPhase, LossCause, string]>([
  ['connect', 'refused', 'that the server is up'],
  ['connect', 'unreachable', 'the network of this machine'],
  ['connect', 'timeout', 'firewall'],
  ['connect', 'dns', 'the DNS of this machine'],
  ['connect', 'tls-only', 'Write smtps:// in place of smtp://'],
  ['tls', 'plain', 'Write smtp:// in place of smtps://'],
  ['tls', 'certificate', 'Give the server a valid certificate'],
  ['tls', 'no-starttls', 'the port at which it offers encryption'],
  ['tls', 'old-tls', 'TLS 1.2'],
  ['login', 'no-login', 'the port at which it takes logins'],
])('what failed in %s by %s has its own remedy: %s', (phase, cause, remedy) => {
  const sentence = said({ kind: 'failed', phase, cause, error: 'relay.example:587: why' })
  expect(sentence).toContain('relay.example:587: why.')
  expect(sentence).toContain(remedy)
})

test.each<[SendResult, string]>([
  [refused('connect', '421 4.7.0 Try again later (EHLO)', 'vm.example'), 'does not take us by the name "vm.example"'],
  [refused('connect', '550 5.7.1 who are you', 'vm.example'), 'hello = "news.lantern.example"'],
  [refused('connect', '421 4.7.0 Too many connections', 'vm.example'), 'takes no mail at the moment'],
  [refused('connect', '554 5.7.1 Too many connections'), 'takes no mail at the moment'],
  [refused('mail', '554 too many sessions'), 'takes no mail at the moment'],
  [refused('login', '535 5.7.8 no'), 'Check user and password'],
  [refused('login', '534 5.7.9 Application-specific password required'), 'app password'],
  [refused('login', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled'), 'oauth'],
  [refused('mail', '530 5.7.0 Authentication required'), 'Write user and password'],
])('%j: %s', (result, sentence) => {
  expect(said(result)).toContain(sentence)
})
