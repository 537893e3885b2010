import { expect, it } from 'vitest'
import { RelayLog } from '../../src/bounces/relay-log.ts'

const MAILS = [
  'weekly.12.k3V9x_0a.AAAAAAAAAAAAAAAA',
  'weekly.12.k3V9x_0a.BBBBBBBBBBBBBBBB',
  'weekly.12.k3V9x_0a.CCCCCCCCCCCCCCCC',
]

function acceptedIn(log: string): string[] {
  const reader = new RelayLog(new Set(MAILS))
  for (const line of log.split('\n')) reader.read(line)
  return [...reader.accepted].map((name) => name.slice(-1))
}

it('of Postfix: what came into its queue, and not what broke off', () => {
  expect(
    acceptedIn(`Dec  1 09:00:01 mx postfix/smtpd[71]: 4F1A22C0: client=localhost[127.0.0.1]
Dec  1 09:00:01 mx postfix/cleanup[72]: 4F1A22C0: message-id=<${MAILS[0]}@lantern.example>
Dec  1 09:00:01 mx postfix/qmgr[70]: 4F1A22C0: from=<bounces+x@lantern.example>, size=4711, nrcpt=1 (queue active)
Dec  1 09:00:02 mx postfix/cleanup[72]: 4F1A22C1: message-id=<${MAILS[1]}@lantern.example>
Dec  1 09:00:02 mx postfix/smtpd[71]: lost connection after DATA (4711 bytes) from localhost[127.0.0.1]
2026-12-01T09:00:03.123456+00:00 mx postfix-out/cleanup[72]: 4cZ1Hq5bTTz3xy9: message-id=<${MAILS[2]}@lantern.example>
2026-12-01T09:00:04.123456+00:00 mx postfix-out/smtp[73]: 4cZ1Hq5bTTz3xy9: to=<ada@example.org>, relay=none, delay=30, status=deferred (timed out)`),
  ).toEqual(['A', 'C'])
})

it('of Postfix: an id of its queue that is given again is the newest mail’s', () => {
  expect(
    acceptedIn(`Dec  1 09:00:02 mx postfix/cleanup[72]: 4F1A22C1: message-id=<${MAILS[1]}@lantern.example>
Dec  1 10:00:02 mx postfix/cleanup[72]: 4F1A22C1: message-id=<another@example.org>
Dec  1 10:00:02 mx postfix/qmgr[70]: 4F1A22C1: from=<a@example.org>, size=1, nrcpt=1 (queue active)`),
  ).toEqual([])
})

it('of Exim', () => {
  expect(
    acceptedIn(`2026-12-01 09:00:01 1tHabc-000001-2B <= bounces+x@lantern.example H=localhost [127.0.0.1] P=esmtps S=4711 id=${MAILS[0]}@lantern.example
2026-12-01 09:00:02 1tHabc-000001-2B => ada@example.org R=dnslookup T=remote_smtp
2026-12-01 09:00:03 H=localhost rejected after DATA: id=${MAILS[1]}@lantern.example`),
  ).toEqual(['A'])
})

it('costs as long as the log is', () => {
  expect(acceptedIn(`${' <= '.repeat(200_000)}\npostfix/cleanup[1]: ${'A'.repeat(500_000)}`)).toEqual([])
})
