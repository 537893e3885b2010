import type { Mailbox } from '../config/mailbox.ts'

/** What a list of captured mails shows. */
export interface CapturedSummary {
  /** File name below the mailbox's folder: `000001-9f3a2c1b.eml`. */
  name: string
  from?: Mailbox
  to: Mailbox[]
  subject: string
  /** ISO 8601, as the mail says. */
  date?: string
}

/** A captured mail, parsed. */
export interface CapturedMail extends CapturedSummary {
  headers: { name: string; value: string }[]
  html?: string
  text?: string
  /** That it carries, as `cid:` names them. */
  pictures: { cid: string; type: string; bytes: Uint8Array }[]
  /** The mail as it came. */
  bytes: Buffer
}
