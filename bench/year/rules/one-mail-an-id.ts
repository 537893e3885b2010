import { realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/** A Message-ID is that of one mail to one person, for ever (RFC 5322 §3.6.4); a copy of it has the very same words. */
export const ONE_MAIL_AN_ID: Rule = {
  name: 'a Message-ID is of one mail',
  async atEnd(world) {
    const first = new Map<string, { to: string; text: string; subject: string }>()
    return realMails(world).flatMap((mail) => {
      const known = first.get(mail.messageId)
      first.set(mail.messageId, known ?? mail)
      if (!known || (known.to === mail.to && known.subject === mail.subject && known.text === mail.text)) return []
      return [`${mail.messageId} is "${known.subject}" to ${known.to} and "${mail.subject}" to ${mail.to}`]
    })
  },
}
