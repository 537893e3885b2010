import type { MimeNodeHeader } from 'nodemailer/lib/mime-node'
import type { Mailbox } from '../config/mailbox.ts'
import type { EditionHeaders } from '../editions/variant.ts'
import { unsubscribeUrl } from '../subscribers/unsubscribe-url.ts'
import { feedbackId } from './feedback-id.ts'
import { oneLine, phrase } from './header-line.ts'
import { senderDomain } from './sender-domain.ts'

/** What is one person's own in a message. */
export interface Recipient {
  to: Mailbox
  /** Signed for unsubscribing (subscribers/token.ts). */
  token: string
  /** Signed for their preferences. */
  preferences: string
  /** With its angle brackets. */
  messageId: string
  /** That of the mail which this one corrects. */
  inReplyTo?: string
}

/**
 * The headers of a newsletter's mail, in the order they stand in it; nodemailer encodes and folds them. No Precedence
 * (RFC 2076 discourages it; List-ID says the same), no X-Mailer.
 */
export function newsletterHeaders(
  edition: EditionHeaders,
  subject: string,
  { to, token, messageId, inReplyTo }: Recipient,
): MimeNodeHeader[] {
  const domain = senderDomain(edition.from)
  return [
    { key: 'From', value: mailbox(edition.from) },
    ...(edition.replyTo ? [{ key: 'Reply-To', value: mailbox(edition.replyTo) }] : []),
    { key: 'To', value: mailbox(to) },
    { key: 'Subject', value: oneLine(subject) },
    // A Date is what nodemailer formats (RFC 5322 §3.3); nothing is reckoned with it.
    { key: 'Date', value: new Date(edition.date.epochMilliseconds) },
    { key: 'Message-ID', value: messageId },
    ...(inReplyTo ? THREAD.map((key) => ({ key, value: inReplyTo })) : []),
    { key: 'List-ID', value: { prepared: true, foldLines: true, value: listId(edition.newsletter, domain) } },
    { key: 'List-Unsubscribe', value: { prepared: true, value: listUnsubscribe(edition, token) } },
    // RFC 8058 §3.1. The relay's DKIM signature must cover this one and List-Unsubscribe.
    { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { key: 'Feedback-ID', value: feedbackId(edition.edition, edition.newsletter.id, domain) },
    // RFC 3834 §5: an out-of-office responder keeps still.
    { key: 'Auto-Submitted', value: 'auto-generated' },
  ]
}

/** By both a program finds the mail that this one belongs to (RFC 5322 §3.6.4). */
export const THREAD = ['In-Reply-To', 'References'] as const

/** A fresh object, since nodemailer writes the ASCII domain into the one it gets. */
export function mailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: oneLine(name ?? ''), address }
}

/** RFC 2919 §3: `The Lantern <weekly.lantern.example>`; readers' filters go by what stands in the brackets. */
function listId(newsletter: { id: string; title: string }, domain: string): string {
  return `${phrase(newsletter.title)} <${newsletter.id}.${domain}>`
}

/**
 * RFC 2369 §3.2, the one-click URL first: RFC 8058 §3.1 wants one https URI and lets others stand beside it. Folded by us,
 * for relays that sign break their signature over a header whose first line is empty.
 */
function listUnsubscribe({ leaveTo, webUrl }: EditionHeaders, token: string): string {
  const url = `<${unsubscribeUrl(webUrl, token)}>`
  // Where nobody reads the mails that ask for it, it is not offered.
  if (leaveTo === undefined) return url
  const local = encodeURIComponent(leaveTo.slice(0, leaveTo.lastIndexOf('@')))
  return `${url},\r\n <mailto:${local}@${senderDomain({ address: leaveTo })}?subject=unsubscribe%20${token}>`
}
