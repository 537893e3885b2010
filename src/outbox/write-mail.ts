import type { MailContent } from './outbox-mail.ts'

/** What is read of a mail. */
export interface WrittenMail {
  subject: string
  text: string
  html?: string
}

/** The words of a mail, by its kind. */
export function writeMail(content: MailContent): WrittenMail {
  switch (content.kind) {
    case 'notice':
      return { subject: content.subject, text: content.text }
  }
}
