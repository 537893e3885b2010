import { firstAddress } from './addresses.ts'
import { isAggregateReport } from './aggregate-report.ts'
import { automaticReply } from './automatic-reply.ts'
import { statusRecipients } from './delivery-status.ts'
import { feedback } from './feedback.ts'
import { type MailParts, mailParts } from './mail-parts.ts'
import { noticeAbout, noticeRecipients } from './notice.ts'
import { readNotification } from './providers/ses.ts'
import type { Report, Reported, ReportKind } from './report.ts'

/** From these come what mail systems say of mails, and nobody writes as one of them. */
const MAIL_SYSTEM =
  /(?:^| )(?:mailer-?daemon|mail-?daemon|post_?master|mail[-.]delivery|mdaemon)\b|mail(?:er)?-?daemon@|mail delivery (?:sub)?system|mail administrator|-(?:admin|bounces|owner)@/i
const NOT_DELIVERED =
  /undeliver|not (?:be )?delivered|delivery (?:has )?(?:fail|status|problem|error|delay|notification)|returned (?:mail|to sender)|failure notice|mail (?:system error|failure|delivery)|could not be delivered|returning message|bounce notification|error sending your mail|trouble delivering|malformed recipient|incorrectly constructed|delivery report|was aborted|not (?:a )?member|error message below|^[45]\d\d[ -]|unzustellbar|non remis|message (?:delivery has failed|delayed)|^mail$/im
/** A person who passes a bounce on. */
const FORWARDED_BOUNCE =
  /^(?:> ?)?-+ The following addresses had permanent fatal errors -+|^> Subject: Returned mail:/im

/** A mail's bytes → what it reports. Untrusted: whoever writes to the inbox may say anything; whose mail it is about is proven elsewhere. */
export async function readReport(bytes: Uint8Array): Promise<Report> {
  const parts = await mailParts(bytes)
  const { kind, recipients } = verdict(parts)
  return { kind, recipients, messageIds: messageIdsIn(parts), returnPaths: returnPathsIn(parts), problems: [] }
}

/** The delivery status first: a bounce may call itself an automatic reply, and one may quote a bounce. */
function verdict(parts: MailParts): { kind: ReportKind; recipients: Reported[] } {
  const complaint = feedback(parts)
  if (complaint) return complaint
  if (isAggregateReport(parts)) return { kind: 'dmarc-report', recipients: [] }
  const ofSes = readNotification(parts.notice)
  if (ofSes) return ofSes
  const status = statusOf(parts)
  if (status.length > 0) return { kind: kindOf(status), recipients: status }
  const answer = automaticReply(parts)
  if (isNotice(parts)) {
    const recipients = noticeRecipients(parts)
    const isSystem = MAIL_SYSTEM.test(parts.from ?? '')
    if (isSystem || !answer || recipients.some(({ reason }) => reason !== 'unknown'))
      return { kind: 'bounce', recipients }
  }
  return answer ?? { kind: 'none', recipients: [] }
}

/** In its own part (RFC 3464), or where a mail system wrote it into the text. */
function statusOf(parts: MailParts): Reported[] {
  const known = new Map<string | undefined, string>()
  const about = (address: string | undefined) => {
    const found = known.get(address) ?? noticeAbout(parts.notice, address)
    known.set(address, found)
    return found
  }
  const proper = parts.machine
    .filter(({ type }) => type === 'delivery-status')
    .flatMap(({ text }) => statusRecipients(text, about))
  if (proper.length > 0) return proper
  return isNotice(parts) || /^reporting-mta:/im.test(parts.notice) ? statusRecipients(parts.notice, about) : []
}

function kindOf(recipients: Reported[]): ReportKind {
  return recipients.every(({ action }) => action === 'delivered') ? 'none' : 'bounce'
}

function isNotice(parts: MailParts): boolean {
  if (FORWARDED_BOUNCE.test(parts.notice)) return true
  if (parts.header('x-failed-recipients') !== undefined) return true
  if (/report-type="?delivery-status/i.test(parts.header('content-type') ?? '')) return true
  if (MAIL_SYSTEM.test(parts.from ?? '')) return NOT_DELIVERED.test(`${parts.subject}\n${parts.notice.slice(0, 4_000)}`)
  return parts.header('return-path') === '<>' && NOT_DELIVERED.test(parts.subject)
}

function returnPathsIn(parts: MailParts): string[] {
  const of = /^(?:return-path|original-mail-from|x-original-envelope-from):[ \t]*(.{1,400})/gim
  const texts = [parts.returned, ...parts.machine.map(({ text }) => text)]
  const named = texts.flatMap((text) =>
    [...text.slice(0, 65_536).matchAll(of)].flatMap((match) => firstAddress(match[1] ?? '') ?? []),
  )
  return [...new Set([...parts.sentTo, ...named])].slice(0, 20)
}

/** Of the mail that came back, and those that the report refers to. */
function messageIdsIn(parts: MailParts): string[] {
  const of = /^(?:message-id|original-message-id):[ \t]*(?:\n[ \t]+)?<([^<>\s]{3,250})>/gim
  const texts = [parts.returned, ...parts.machine.map(({ text }) => text)]
  const found = texts.flatMap((text) => [...text.slice(0, 65_536).matchAll(of)].map((match) => match[1] ?? ''))
  const replied =
    `${parts.header('in-reply-to') ?? ''} ${parts.header('references') ?? ''}`.match(/(?<=<)[^<>\s]{3,250}(?=>)/g) ?? []
  return [...new Set([...found, ...replied])].slice(0, 10)
}
