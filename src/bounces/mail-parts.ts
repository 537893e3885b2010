import PostalMime, { type Attachment, type Email } from 'postal-mime'

/** A mail as far as a report can be read in it. */
export interface MailParts {
  /** The first of each name, lower case, unfolded. */
  header(name: string): string | undefined
  /** Name and address. */
  from?: string
  sentTo: string[]
  subject: string
  /** What people read, without the mail that came back. */
  notice: string
  /** The machine's part (RFC 3464 §2, RFC 5965 §3), by type: `delivery-status`, `feedback-report`. */
  machine: { type: string; text: string }[]
  /** The mail that came back, or its headers; the empty text where there is none. */
  returned: string
  files: { name: string; type: string }[]
}

/** So much of a mail is read: what reports say stands at its beginning. */
export const MOST_BYTES = 4 * 1024 * 1024
const MOST_TEXT = 128 * 1024
const NESTED = 20

/** Where a notice ends and what was sent begins, if no MIME part says so. */
const COPY_BEGINS = new RegExp(
  [
    '^[-_=* \\t]{2,}(?: ?(?:this is |below|enclosed|included|the )?[^\\n]{0,60}(?:original (?:message|mail)|copy of|header of the|unsent message|returned (?:message|mail)|message header|undelivered message|bounced e-?mail)[^\\n]{0,80})$',
    '^ {0,8}(?:original message follows|message headers follow|included is a copy|below is a copy of the original|below this line is a copy|bounced e-mail)[^\\n]{0,60}$',
    '^(?:received|return-path|dkim-signature|x-received): ?[^\\n]{0,400}\\n(?:[ \\t]|[a-z][a-z0-9-]{1,40}:)',
  ].join('|'),
  'im',
)

/** A mail's bytes → its parts. What is no proper MIME is read as text. */
export async function mailParts(bytes: Uint8Array): Promise<MailParts> {
  const read = bytes.subarray(0, MOST_BYTES)
  const email = await PostalMime.parse(read, { forceRfc822Attachments: true, maxNestingDepth: NESTED }).catch(
    () => undefined,
  )
  return email ? partsOf(email, read) : partsOfText(latin1(read))
}

function partsOf(email: Email, bytes: Uint8Array): MailParts {
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value.replace(/\s+/g, ' ').trim())
  const human = email.text?.trim() ? email.text : email.html ? textOfHtml(email.html) : bodyOf(latin1(bytes))
  const { notice, copy } = splitNotice(human.replaceAll('\r\n', '\n').slice(0, MOST_TEXT))
  const attached = email.attachments.map((attachment) => ({
    ...attachment,
    type: attachment.mimeType.split(/[\s;]/)[0] ?? '',
  }))
  const machine = attached.flatMap(({ type, content }) => {
    const name = /^message\/(?:global-)?(delivery-status|feedback-report)$/i.exec(type)?.[1]
    return name ? [{ type: name.toLowerCase(), text: textOf(content) }] : []
  })
  const returned = attached.find(({ type }) =>
    /^(?:message\/(?:rfc822|global|partial)|text\/rfc822-headers?|message\/global-headers)$/i.test(type),
  )
  const from = [email.from?.name, email.from?.address].filter(Boolean).join(' ')
  return {
    header: (name) => headers.get(name),
    ...(from && { from }),
    sentTo: [...(email.to ?? []), ...(email.cc ?? [])]
      .flatMap(({ address }) => (address ? [address] : []))
      .concat(['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers.get(name) ?? [])),
    subject: email.subject ?? '',
    notice,
    machine,
    returned: returned ? textOf(returned.content) : copy,
    files: attached.map(({ filename, type }) => ({ name: filename ?? '', type })),
  }
}

function partsOfText(text: string): MailParts {
  const { notice, copy } = splitNotice(bodyOf(text))
  const header = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)`, 'im').exec(text.slice(0, 65_536))?.[1]?.trim()
  return { header, sentTo: [], subject: header('subject') ?? '', notice, machine: [], returned: copy, files: [] }
}

/** From the first empty line on. */
function bodyOf(text: string): string {
  const body = text.replaceAll('\r\n', '\n')
  return body.slice(Math.max(0, body.indexOf('\n\n'))).slice(0, MOST_TEXT)
}

function splitNotice(text: string): { notice: string; copy: string } {
  const at = COPY_BEGINS.exec(text)?.index
  return at === undefined || at === 0 ? { notice: text, copy: '' } : { notice: text.slice(0, at), copy: text.slice(at) }
}

function textOfHtml(html: string): string {
  return html
    .slice(0, MOST_TEXT)
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]{0,200}>/gi, '\n')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function bytesOf(content: Attachment['content']): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
}

function textOf(content: Attachment['content']): string {
  const text = typeof content === 'string' ? content : Buffer.from(bytesOf(content)).toString('utf8')
  return text.replaceAll('\r\n', '\n').slice(0, MOST_TEXT)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
