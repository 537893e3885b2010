import type { OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import { envelopeAddress } from '../subscribers/address.ts'

/** Characters that would end the command early, or smuggle another one in. */
const FORBIDDEN = /[\p{Cc}<>]/u

/**
 * An envelope that this server cannot be given, answered as a server would: nothing is sent. nodemailer would leave
 * SMTPUTF8 away where the server does not offer it and send the address all the same.
 */
export function unfitEnvelope(mail: OutgoingMail, offersUtf8: boolean): SendResult | undefined {
  if (FORBIDDEN.test(mail.from)) return refusal('mail', '5.1.7', 'the sender address cannot be written in SMTP')
  if (FORBIDDEN.test(mail.to)) return refusal('rcpt', '5.1.3', 'the address cannot be written in SMTP')
  if (offersUtf8) return undefined
  const sentence = 'the server takes no addresses with letters beyond ASCII'
  if (isBeyondAscii(envelopeAddress(mail.from))) return refusal('mail', '5.1.7', sentence)
  if (isBeyondAscii(envelopeAddress(mail.to))) return refusal('rcpt', '5.6.7', sentence)
  return undefined
}

function isBeyondAscii(address: string): boolean {
  return /[^\0-\x7f]/.test(address)
}

function refusal(phase: 'mail' | 'rcpt', enhanced: string, text: string): SendResult {
  return { kind: 'refused', phase, reply: { code: 553, enhanced, text } }
}
