import type { Mailbox } from '../config/mailbox.ts'
import type { EditionHeaders } from '../editions/variant.ts'
import { INERT_TOKEN } from '../subscribers/token.ts'
import { bodyParts, composeVariant, partsOf, type VariantText } from './compose-variant.ts'
import { messageId } from './message-id.ts'
import { senderDomain } from './sender-domain.ts'

/** A mail as its reader would get it, taken apart to be looked at. Its links act for nobody. */
export interface LookedMail {
  html: string
  text: string
  /** In their order, each unfolded into one line, as they go over the wire. */
  headers: { name: string; value: string }[]
  source: Buffer
}

/** Who stands in the mail where no subscriber was named. */
export const SOMEBODY: Mailbox = { address: 'reader@example.com' }

/** Composed as a subscriber's is. @param handle stands in its Message-ID in the place of the subscriber's */
export async function lookedMail(
  variant: VariantText,
  edition: EditionHeaders,
  to: Mailbox = SOMEBODY,
  handle = 'preview',
): Promise<LookedMail> {
  const tokens = { token: INERT_TOKEN, preferences: INERT_TOKEN }
  const [newsletter = '', number = ''] = edition.edition.split('/')
  const id = messageId({ newsletter, number }, handle, senderDomain(edition.from))
  const source = await composeVariant(variant, edition, { to, ...tokens, messageId: id })
  const [text, html] = bodyParts(variant, partsOf({ to, ...tokens }, variant.language)).map(({ content }) =>
    content.replaceAll('\r\n', '\n'),
  )
  return { html: html ?? '', text: text ?? '', headers: headersOf(source), source }
}

/** RFC 5322 §2.2.3: a line that begins with a blank goes on with the one before. */
function headersOf(source: Buffer): LookedMail['headers'] {
  const head = source.subarray(0, source.indexOf('\r\n\r\n')).toString('utf8')
  return head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() }
    })
}
