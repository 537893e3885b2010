import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import { signed } from '../messages/dkim.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { mailData } from '../messages/mail-data.ts'
import { composeSmallMail } from '../messages/small-mail.ts'

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
  const from = config.newsletters[0]?.from
  if (!to || !from) return false
  const date = clock()
  const notice = await composeSmallMail({ from, to, subject, text, date, nonce: newHandle(), kind: 'notice' })
  // A key that cannot be read may be the very trouble that is told.
  const keys = await dkimKeys().catch(() => [])
  const mail = {
    from: from.address,
    to,
    ...mailData(await signed(notice, from, keys, date)),
  }
  for (const { name } of inOrder(config.smtp, inTrouble)) {
    if ((await sendThrough(name, mail)).kind === 'accepted') return true
  }
  return false
}

function inOrder<S extends { name: string }>(servers: S[], inTrouble: string | undefined): S[] {
  return servers.toSorted((a, b) => Number(a.name === inTrouble) - Number(b.name === inTrouble))
}
