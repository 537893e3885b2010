import { describe, expect, it } from 'vitest'
import { type RefusalReason, replyReason, type Said } from '../../src/deliveries/reply-reason.ts'

/** As servers say it: code, enhanced code, words. */
const SAID: Record<RefusalReason, string[]> = {
  'address-gone': [
    '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
    '550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    '550 5.4.1 Recipient address rejected: Access denied. [VI1EUR04FT020.eop-eur04.prod.protection.outlook.com]',
    "554 delivery error: dd This user doesn't have a yahoo.com account (ada@yahoo.com) [0]",
    '552 1 Requested mail action aborted, mailbox not found',
    '550 No such user here',
    '550 Requested action not taken: mailbox unavailable',
    '550 5.1.1 unknown or illegal alias: ada@example.org',
    '550 5.1.6 recipient no longer on server: ada@example.org',
    '551 not our customer',
    '553 Invalid recipient ada@example.org',
    '550 <ada@example.cn>: 用户不存在',
    '550 Benutzer unbekannt',
    '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN416',
    '556 5.1.10 Domain does not accept mail (nullMX)',
    '550 5.1.2 Host unknown (Name server: mail.example.org: host not found)',
    '550 Unrouteable address',
  ],
  'mailbox-full': [
    '552 5.2.2 Mailbox is full',
    '452 4.2.2 The email account that you tried to reach is over quota. Please direct the recipient to clear space',
    '552-5.2.2 The recipient’s inbox is out of storage space and inactive.',
    '554 5.2.2 mailbox full;STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
    '550 Quota exceeded (mailbox for user is full)',
    '552 sorry, mailbox ada@example.org is over quota temporarily (#5.1.1)',
    '452 4.1.1 user is over disk quota',
    '550 5.7.1 Mailbox size limit exceeded',
    '552 收件人邮箱已满',
    '450 4.2.2 Postfach ist voll',
  ],
  policy: [
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    '550 5.7.1 [192.0.2.1 18] Our system has detected that this message is likely suspicious due to the very low reputation of the sending IP',
    '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/',
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
    '550 5.2.1 The email account that you tried to reach is disabled.',
    '554 5.7.1 <ada@example.org>: Relay access denied',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
    '550 Administrative prohibition',
    // docomo and au say it of mails that their customers' filters turn away.
    '550 Unknown user ada@docomo.example',
  ],
  content: [
    '552 5.3.4 Message size exceeds fixed limit',
    '554 5.7.1 Spam message rejected',
    '550 5.7.1 Message content rejected, UBE, id=22220-02',
    '550 High probability of spam',
    '554 5.6.1 Body type not supported by Remote Host',
    '550 virus detected in attachment',
    '552-5.7.0 This message was blocked because its content presents a potential security issue',
    '500 Line too long',
  ],
  rate: [
    '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address',
    '450 4.2.1 The user you are trying to contact is receiving mail too quickly.',
    '421 4.7.0 Too many connections from your IP',
    '550 Connection frequency limited',
    '454 4.7.0 Throttling failure: Maximum sending rate exceeded.',
    '451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections.',
  ],
  'server-trouble': [
    '451 4.3.0 Error: queue file write error',
    '421 4.4.2 mail.example.org Error: timeout exceeded',
    '450 4.2.0 <ada@example.org>: Recipient address rejected: Greylisted',
    '451 4.3.5 Server configuration error',
    '554 5.4.6 Too many hops',
    '4.4.1 connect to mx.example.org[192.0.2.1]:25: Connection refused',
    'retry timeout exceeded',
    '4.4.3 Host or domain name not found. Name service error for name=example.org type=MX: Host not found, try again',
  ],
  'sender-setup': [
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
    '550 5.7.515 Access denied, sending domain EXAMPLE.ORG does not meet the required authentication level.',
    '550 5.7.509 Access denied, sending domain [EXAMPLE.ORG] does not pass DMARC verification and has a DMARC policy of reject.',
    '550-5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup',
    '421-4.7.23 The sending IP address does not have a PTR record',
    '554-Bad DNS PTR resource record.',
    '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]',
    '553 5.1.8 <news@nowhere.example>... Domain of sender address does not exist',
    '550 Sender verify failed',
    '421-4.7.29 this message was not sent over a TLS connection',
  ],
  unknown: ['554 Transaction failed', '5.0.0 (no words)'],
}

describe.each(Object.entries(SAID))('%s', (reason, replies) => {
  it.each(replies)('%s', (reply) => expect(replyReason(said(reply))).toBe(reason))
})

it('what a recipient is called unknown for in answer to RCPT TO is the address, whoever says it', () => {
  expect(replyReason({ ...said('550 Unknown user ada@docomo.example'), command: 'RCPT' })).toBe('address-gone')
})

it('a temporary reply never says that an address is gone', () => {
  for (const words of ['user unknown', 'mailbox unavailable', 'no such user'])
    expect(replyReason(said(`450 4.1.1 ${words}`))).not.toBe('address-gone')
})

it('costs as long as the text is', () => {
  const texts = ['user '.repeat(20_000), 'mailbox exceeds '.repeat(10_000), `${'a'.repeat(100_000)} unknown`]
  for (const text of texts) expect(replyReason({ text })).toBeDefined()
})

function said(reply: string): Said {
  const [, code, enhanced] = /^([245]\d\d)?[ -]?([245]\.\d+\.\d+)?/.exec(reply) ?? []
  return { text: reply, ...(code && { code: Number(code) }), ...(enhanced && { enhanced }) }
}
