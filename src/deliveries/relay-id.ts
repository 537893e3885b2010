import type { SmtpReply } from './reply.ts'

/** How servers name the mail that they took, so that an operator can find it in the relay's log. */
const FORMS = [
  /\bqueued as ([\w.-]{4,64})/i, // Postfix, and filters that quote it
  /\bOK id=([\w-]{6,64})/i, // Exim
  /^OK ([0-9a-f]{8,}(?:-[0-9a-f]+)+)$/i, // Amazon SES
  /\[InternalId=(\d{4,32})/i, // Exchange
  /^OK +\d{10} ([\w.-]{8,64}) - gsmtp/i, // Gmail
  /\bMessage Queued \(([\w.-]{8,64})\)/i, // Haraka
  /^([\w-]{6,32}) Message accepted for delivery/i, // Sendmail, OpenSMTPD
]

/** The id by which a server knows a mail, out of its answer to the final dot: `Ok: queued as 4XyZ` → `4XyZ`. */
export function relayId(reply: SmtpReply): string | undefined {
  for (const form of FORMS) {
    const id = form.exec(reply.text)?.[1]
    if (id) return id
  }
  return undefined
}
