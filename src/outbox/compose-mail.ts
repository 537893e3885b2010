import type { Config } from '../config/config.ts'
import type { OutgoingMail } from '../deliveries/send-result.ts'
import { signed } from '../messages/dkim.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { mailData } from '../messages/mail-data.ts'
import { composeSmallMail } from '../messages/small-mail.ts'
import type { ClaimableMail } from './outbox-mail.ts'
import { outboxSender } from './sender.ts'
import type { WrittenMail } from './written-mail.ts'

/** The bytes of a mail that is no edition's, signed; the same whenever they are made with the same settings. */
export async function composeMail(
  mail: Pick<ClaimableMail, 'content' | 'newsletter' | 'address' | 'handle' | 'putAt'>,
  written: WrittenMail,
  { config, dkim }: { config: Config; dkim: DkimKey[] },
): Promise<OutgoingMail> {
  const from = outboxSender(config, mail)
  const { address: to, putAt: date, handle: nonce } = mail
  const bytes = await composeSmallMail({ ...written, from, to, date, nonce, kind: mail.content.kind })
  return { from: from.address, to, ...mailData(await signed(bytes, from, dkim, date)) }
}
