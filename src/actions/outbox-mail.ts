import type { OutgoingMail } from '../deliveries/send-result.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { composeMail } from '../outbox/compose-mail.ts'
import type { ClaimableMail } from '../outbox/outbox-mail.ts'
import type { WrittenMail } from '../outbox/written-mail.ts'
import { addressChangeMail, freshLinkMail, type PreferencesMailPorts } from './subscribers/preferences-mail.ts'
import { type SignUpMailPorts, signUpMail, welcomeMail } from './subscribers/sign-up-mail.ts'

export interface OutboxMailPorts extends SignUpMailPorts, PreferencesMailPorts {}

/** A mail of the outbox as things stand when it is sent; undefined where nothing is left to say. */
export async function outboxMail(
  ports: OutboxMailPorts,
  mail: ClaimableMail,
  dkim: DkimKey[],
): Promise<OutgoingMail | undefined> {
  // Its person was erased while it was being sent.
  if (mail.address === '') return undefined
  const written = await writeMail(ports, mail)
  return written && composeMail(mail, written, { config: ports.config, dkim })
}

/** Its words, by its kind. */
function writeMail(
  ports: OutboxMailPorts,
  { content, putAt }: ClaimableMail,
): Promise<WrittenMail | undefined> | WrittenMail {
  const { kind } = content
  switch (kind) {
    case 'notice':
      return { subject: content.subject, text: content.text }
    case 'sign-up':
      return signUpMail(ports, content.signUp, putAt)
    case 'welcome':
      return welcomeMail(ports, content.subscriptions, putAt)
    case 'preferences-link':
      return freshLinkMail(ports, content.subscriber, putAt)
    case 'address-change':
      return addressChangeMail(ports, content.side)
  }
  throw new Error(`No mail of the kind "${kind satisfies never}" is known here.`)
}
