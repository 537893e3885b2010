import type { Mailbox } from '../config/mailbox.ts'
import type { EditionHeaders } from '../editions/variant.ts'
import { INERT_TOKEN } from '../subscribers/token.ts'
import type { VariantText } from './compose-variant.ts'
import type { DkimKey } from './dkim-key.ts'
import type { MailData } from './mail-data.ts'
import { testMessageId } from './message-id.ts'
import { senderDomain } from './sender-domain.ts'
import { messageFor, prepareVariant } from './splice.ts'

/**
 * What `send --to` sends: the mail as subscribers get it, List-Unsubscribe, signatures and all, so that the operator sees the same
 * buttons and a checker gives the same marks. Only its links unsubscribe nobody, and its Message-ID is no edition's.
 * @param nonce 16 characters of [A-Za-z0-9_-], random (newHandle)
 */
export async function composeTestMail(
  variant: VariantText,
  edition: EditionHeaders,
  to: Mailbox,
  nonce: string,
  dkim: DkimKey[] = [],
): Promise<MailData> {
  const messageId = testMessageId(edition.newsletter.id, nonce, senderDomain(edition.from))
  return messageFor(await prepareVariant(variant, edition, dkim), {
    to,
    token: INERT_TOKEN,
    preferences: INERT_TOKEN,
    messageId,
  })
}
