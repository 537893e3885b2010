/** A server's answer (RFC 5321 §4.2), with the enhanced code where it gives one (RFC 3463). */
export interface SmtpReply {
  code: number
  /** `5.1.1` */
  enhanced?: string
  /** The text, one line, at most 500 characters. */
  text: string
}
