import MailComposer from 'nodemailer/lib/mail-composer'
import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../config/mailbox.ts'
import { encodingLookalikes, oneLine } from './header-line.ts'
import { mailbox } from './headers.ts'
import { senderDomain } from './sender-domain.ts'

export interface SmallMail {
  from: Mailbox
  to: string
  subject: string
  text: string
  html?: string
  date: Temporal.Instant
  /** 16 random characters of [A-Za-z0-9_-]: makes the Message-ID. */
  nonce: string
  /** Begins the Message-ID. */
  kind: string
}

/** A small mail that is no edition's: to the operator, or about a subscription. */
export function composeSmallMail({ from, to, subject, text, html, date, nonce, kind }: SmallMail): Promise<Buffer> {
  const composer = new MailComposer({
    headers: [
      { key: 'From', value: mailbox(from) },
      { key: 'To', value: mailbox({ address: to }) },
      { key: 'Subject', value: oneLine(subject) },
      { key: 'Date', value: new Date(date.epochMilliseconds) },
      { key: 'Message-ID', value: `<${kind}.${nonce}@${senderDomain(from)}>` },
      // RFC 3834 §5: an out-of-office responder keeps still.
      { key: 'Auto-Submitted', value: 'auto-generated' },
    ],
    text: text.replace(/\r?\n/g, '\r\n'),
    html,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return encodingLookalikes(composer.compile()).build()
}
