import type { Mailbox } from '../config/config.ts'
import type { EditionHeaders } from '../editions/variant.ts'
import { INERT_TOKEN } from '../subscribers/token.ts'
import { composeVariant, type VariantText } from './compose-variant.ts'
import { testMessageId } from './message-id.ts'
import { senderDomain } from './sender-domain.ts'

/**
 * What `send --to` sends: the mail as subscribers get it, List-Unsubscribe and all, so that the operator sees the same
 * buttons and a checker gives the same marks. Only its links unsubscribe nobody, and its Message-ID is no edition's.
 * @param nonce 16 characters of [A-Za-z0-9_-], random (newHandle)
 */
export function composeTestMail(
  variant: VariantText,
  edition: EditionHeaders,
  to: Mailbox,
  nonce: string,
): Promise<Buffer> {
  const messageId = testMessageId(edition.newsletter.id, nonce, senderDomain(edition.from))
  return composeVariant(variant, edition, { to, token: INERT_TOKEN, messageId })
}
