import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import {
  type EditionHeaders,
  PERSONAL_TOKENS,
  type PersonalToken,
  placeholdersOf,
  type Variant,
} from '../editions/variant.ts'
import { encodingLookalikes } from './header-line.ts'
import { newsletterHeaders, type Recipient } from './headers.ts'
import { transferEncoding } from './transfer-encoding.ts'

export interface VariantText extends Pick<Variant, 'subject' | 'html' | 'text' | 'placeholder'> {
  /** Of a test, which may come before they can be seen on the web: its html names them by `cid:`. */
  pictures?: CarriedPicture[]
}

/** A picture within a mail (RFC 2392). */
export interface CarriedPicture {
  cid: string
  /** `4f1a….png` */
  name: string
  type: string
  bytes: Uint8Array
}

/**
 * The whole mail to one person, by nodemailer: multipart/alternative of text and html, both UTF-8. The same arguments
 * give the same bytes. It takes milliseconds; for a list of people prepare the variant once (splice.ts).
 */
export async function composeVariant(
  variant: VariantText,
  edition: EditionHeaders,
  recipient: Recipient,
): Promise<Buffer> {
  const composer = new MailComposer({
    headers: newsletterHeaders(edition, variant.subject, recipient),
    alternatives: bodyParts(variant, recipient).map(({ contentType, content, encoding }) => ({
      contentType,
      content,
      contentTransferEncoding: encoding,
    })),
    attachments: (variant.pictures ?? []).map(({ cid, name, type, bytes }) => ({
      cid,
      filename: name,
      contentType: type,
      content: Buffer.from(bytes),
    })),
    // `=_` stands in no quoted-printable or base64 text, so no post can hold a boundary (RFC 2045 §6.7).
    boundaryPrefix: '=_broadsheet',
    baseBoundary: contentHash(variant),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return encodingLookalikes(composer.compile()).build()
}

export interface BodyPart {
  contentType: string
  content: string
  encoding: 'quoted-printable' | 'base64'
}

/** The parts of a mail in their order, the plainest first (RFC 2046 §5.1.4), with the tokens in place. */
export function bodyParts(variant: VariantText, tokens: Record<PersonalToken, string>): BodyPart[] {
  const { text, html } = variant
  const placeholders = placeholdersOf(variant)
  return [
    { contentType: 'text/plain; charset=utf-8', written: text },
    { contentType: 'text/html; charset=utf-8', written: html },
  ].map(({ contentType, written }) => {
    // SMTP has lines that end in CRLF and no others (RFC 5321 §2.3.8).
    const personal = PERSONAL_TOKENS.reduce((all, each) => all.replaceAll(placeholders[each], tokens[each]), written)
    const content = personal.replace(/\r\n|\r|\n/g, '\r\n')
    return { contentType, content, encoding: transferEncoding(content) }
  })
}

/** The same for all who get the variant, and after a restart. */
function contentHash({ html, text }: VariantText): string {
  return createHash('sha256').update(html).update('\0').update(text).digest('hex').slice(0, 16)
}
