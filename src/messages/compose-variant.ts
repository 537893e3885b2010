import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { GREETING_BYTES, greetingOf } from '../editions/greeting.ts'
import {
  type EditionHeaders,
  PERSONAL_PARTS,
  type PersonalPart,
  placeholdersOf,
  type Variant,
} from '../editions/variant.ts'
import { encodingLookalikes } from './header-line.ts'
import { newsletterHeaders, type Recipient } from './headers.ts'
import { transferEncoding } from './transfer-encoding.ts'

export interface VariantText extends Pick<Variant, 'language' | 'subject' | 'html' | 'text' | 'placeholder'> {
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
 * @param parts what goes in the place of the variant's placeholders
 */
export async function composeVariant(
  variant: VariantText,
  edition: EditionHeaders,
  recipient: Recipient,
  parts = partsOf(recipient, variant.language),
): Promise<Buffer> {
  const composer = new MailComposer({
    headers: newsletterHeaders(edition, variant.subject, recipient),
    alternatives: bodyParts(variant, parts).map(({ contentType, content, encoding }) => ({
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

/** What of a mail's text is one person's own. */
export function partsOf(
  { token, preferences, to }: Pick<Recipient, 'token' | 'preferences' | 'to'>,
  language: string,
): Record<PersonalPart, string> {
  return { token, preferences, greeting: greetingOf(language, to.name) }
}

/** The parts of a mail in their order, the plainest first (RFC 2046 §5.1.4), with what is personal in its place. */
export function bodyParts(variant: VariantText, parts: Record<PersonalPart, string>): BodyPart[] {
  const { text, html } = variant
  const placeholders = placeholdersOf(variant)
  return [
    { contentType: 'text/plain; charset=utf-8', written: text },
    { contentType: 'text/html; charset=utf-8', written: html },
  ].map(({ contentType, written }) => {
    // SMTP has lines that end in CRLF and no others (RFC 5321 §2.3.8).
    const shared = written.replace(/\r\n|\r|\n/g, '\r\n')
    const encoding = transferEncoding(shared)
    const own = { ...parts, greeting: encoding === 'base64' ? padded(parts.greeting) : parts.greeting }
    const content = PERSONAL_PARTS.reduce((all, each) => all.replaceAll(placeholders[each], own[each]), shared)
    return { contentType, content, encoding }
  })
}

/** As long as what stood in its place: in base64 it may shift nothing, and at a line's end nobody sees blanks. */
export function padded(greeting: string): string {
  return greeting + ' '.repeat(GREETING_BYTES - Buffer.byteLength(greeting))
}

/** The same for all who get the variant, and after a restart. */
function contentHash({ html, text }: VariantText): string {
  return createHash('sha256').update(html).update('\0').update(text).digest('hex').slice(0, 16)
}
