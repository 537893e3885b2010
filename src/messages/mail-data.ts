import { isAscii } from 'node:buffer'
import { escapeDots } from './escape-dots.ts'

/** A whole message (RFC 5322) made ready for SMTP. */
export interface MailData {
  /** As it goes after DATA: every line with its CRLF, dots at line starts doubled (RFC 5321 §4.5.2), the final dot left out. */
  data: Buffer
  /** Octets as SIZE counts them (RFC 1870 §3): dots not doubled. */
  size: number
  /** Nothing beyond 7 bits: needs no 8BITMIME (RFC 6152). */
  isAscii: boolean
}

export function mailData(message: Buffer): MailData {
  return { data: escapeDots(message), size: message.length, isAscii: isAscii(message) }
}
