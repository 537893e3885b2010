import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { EditionHeaders, Variant } from '../editions/variant.ts'
import { TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { newsletterHeaders, type Recipient } from './headers.ts'

export type VariantText = Pick<Variant, 'subject' | 'html' | 'text'>

/**
 * The whole mail to one person, by nodemailer: multipart/alternative of text and html, both UTF-8. The same arguments
 * give the same bytes. It takes milliseconds; for a list of people prepare the variant once (splice.ts).
 *
 * Both parts are quoted-printable whatever they hold. Base64 would be a third smaller for Chinese, but a token would then
 * stand in it at one of three alignments, and filters look twice at text that hides in base64.
 */
export async function composeVariant(
  variant: VariantText,
  edition: EditionHeaders,
  recipient: Recipient,
): Promise<Buffer> {
  const composer = new MailComposer({
    headers: newsletterHeaders(edition, variant.subject, recipient),
    text: personal(variant.text, recipient.token),
    html: personal(variant.html, recipient.token),
    encoding: 'quoted-printable',
    // `=_` can stand in no quoted-printable text, so no post can hold a boundary (RFC 2045 §6.7).
    boundaryPrefix: '=_broadsheet',
    baseBoundary: contentHash(variant),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** SMTP has lines that end in CRLF and no others (RFC 5321 §2.3.8). */
function personal(text: string, token: string): string {
  return text.replaceAll(TOKEN_PLACEHOLDER, token).replace(/\r\n|\r|\n/g, '\r\n')
}

/** The same for all who get the variant, and after a restart. */
function contentHash({ html, text }: VariantText): string {
  return createHash('sha256').update(html).update('\0').update(text).digest('hex').slice(0, 16)
}
