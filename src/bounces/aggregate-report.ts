import type { MailParts } from './mail-parts.ts'

/** Receiver, domain, begin and end, as files of reports are named (RFC 9990, formerly RFC 7489 §7.2.1.1). */
const FILE = /^[A-Za-z0-9.-]{1,253}![A-Za-z0-9.-]{1,253}!\d{9,11}!\d{9,11}(?:![^!]{1,60})?\.(?:xml(?:\.gz)?|zip|gz)$/
const SUBJECT = /report[ -]domain:[^\n]{1,300}submitter:/i

/** Whether a mail brings an aggregate report on mails in the name of a domain. */
export function isAggregateReport(parts: MailParts): boolean {
  const packed = parts.files.filter(
    ({ type, name }) => /(?:gzip|zip|xml)$/i.test(type) || /\.(?:xml|gz|zip)$/i.test(name),
  )
  return packed.some(({ name }) => FILE.test(name)) || (packed.length > 0 && SUBJECT.test(parts.subject))
}
