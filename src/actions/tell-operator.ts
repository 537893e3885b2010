import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { composeMail } from '../outbox/compose-mail.ts'

export interface TellPorts {
  config: Config
  /** Sends one mail through one server, at once and past all queues. */
  sendThrough(server: string, mail: OutgoingMail): Promise<SendResult>
  /** They sign it. @throws where one cannot be read */
  dkimKeys(): Promise<DkimKey[]>
  newHandle(): string
  clock(): Temporal.Instant
}

/**
 * Mails the operator, where `operator.notify` says so, through the first server that takes it; the one in trouble comes
 * last. Says whether one did. Never rejects: this is told while something else has gone wrong already.
 */
export async function tellOperator(
  { config, sendThrough, dkimKeys, newHandle, clock }: TellPorts,
  { subject, text }: { subject: string; text: string },
  inTrouble?: string,
): Promise<boolean> {
  const to = config.operator.notify
  if (!to || config.newsletters.length === 0) return false
  const notice = { kind: 'notice', subject, text } as const
  // A key that cannot be read may be the very trouble that is told.
  const dkim = await dkimKeys().catch(() => [])
  const mail = await composeMail({ content: notice, address: to, handle: newHandle(), putAt: clock() }, notice, {
    config,
    dkim,
  })
  for (const { name } of inOrder(config.smtp, inTrouble)) {
    if ((await sendThrough(name, mail)).kind === 'accepted') return true
  }
  return false
}

function inOrder<S extends { name: string }>(servers: S[], inTrouble: string | undefined): S[] {
  return servers.toSorted((a, b) => Number(a.name === inTrouble) - Number(b.name === inTrouble))
}
