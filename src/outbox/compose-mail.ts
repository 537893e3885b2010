import type { Config } from '../config/config.ts'
import type { OutgoingMail } from '../deliveries/send-result.ts'
import { signed } from '../messages/dkim.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { mailData } from '../messages/mail-data.ts'
import { composeSmallMail } from '../messages/small-mail.ts'
import type { ClaimableMail } from './outbox-mail.ts'
import { outboxSender } from './sender.ts'
import type { WrittenMail } from './written-mail.ts'

/** The bytes of a mail of the outbox, signed; the same whenever they are made with the same settings. */
export async function composeMail(
  mail: ClaimableMail,
  written: WrittenMail,
  { config, dkim }: { config: Config; dkim: DkimKey[] },
): Promise<OutgoingMail> {
  const from = outboxSender(config, mail)
  const { kind } = mail.content
  const date = mail.putAt
  const bytes = await composeSmallMail({
    ...written,
    from,
    to: mail.address,
    date,
    nonce: mail.handle,
    kind,
  })
  return { from: from.address, to: mail.address, ...mailData(await signed(bytes, from, dkim, date)) }
}
