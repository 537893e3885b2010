import { type RefusalReason, replyReason, type Said } from '../deliveries/reply-reason.ts'
import { shortLine } from './said.ts'

/**
 * Why a mail came back: what the reply says, and where that says nothing, or that something failed, what the rest of
 * the notice says: `mail.local: unknown user`, and below it `554 Service unavailable`.
 */
export function reasonOf(said: Said, notice: string): RefusalReason {
  const reason = replyReason(said)
  if (reason !== 'unknown' && reason !== 'server-trouble') return reason
  const ofNotice = replyReason({ ...said, text: shortLine(`${said.text} ${notice}`) })
  const isCertain = ofNotice === 'address-gone' || ofNotice === 'mailbox-full'
  return reason === 'unknown' || isCertain ? ofNotice : reason
}
