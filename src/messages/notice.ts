import MailComposer from 'nodemailer/lib/mail-composer'
import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../config/mailbox.ts'
import { encodingLookalikes, oneLine } from './header-line.ts'
import { mailbox } from './headers.ts'
import { senderDomain } from './sender-domain.ts'

export interface Notice {
  from: Mailbox
  to: string
  subject: string
  text: string
  date: Temporal.Instant
  /** 16 random characters of [A-Za-z0-9_-]: makes the Message-ID. */
  nonce: string
}

/** A small plain mail from Broadsheet to its operator. */
export function composeNotice({ from, to, subject, text, date, nonce }: Notice): Promise<Buffer> {
  const composer = new MailComposer({
    headers: [
      { key: 'From', value: mailbox(from) },
      { key: 'To', value: mailbox({ address: to }) },
      { key: 'Subject', value: oneLine(subject) },
      { key: 'Date', value: new Date(date.epochMilliseconds) },
      { key: 'Message-ID', value: `<notice.${nonce}@${senderDomain(from)}>` },
      // RFC 3834 §5: an out-of-office responder keeps still.
      { key: 'Auto-Submitted', value: 'auto-generated' },
    ],
    text: text.replace(/\r?\n/g, '\r\n'),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return encodingLookalikes(composer.compile()).build()
}
