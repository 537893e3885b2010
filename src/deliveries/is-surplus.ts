import { isOpening, type SendResult } from './send-result.ts'
import { whatAReplyAsks } from './what-a-reply-asks.ts'

/**
 * Whether a connection failed for being one too many: it was refused, in whatever form, while others are open. Nothing is
 * wrong with the server, the account or the message then, since the others go on.
 * @param others how many more are open; @param isNew whether it has had no message accepted yet
 */
export function isSurplus(result: SendResult, { others, isNew }: { others: number; isNew: boolean }): boolean {
  if (result.kind === 'accepted' || others === 0) return false
  if (isOpening(result.phase)) return true
  if (result.kind === 'failed') return isNew && result.phase === 'mail'
  if (whatAReplyAsks(result.reply)?.for === 'fewer connections') return true
  // A 4xx that says nothing of connections may still mean them, where the server meets them first (RFC 5321 §3.8).
  return isNew && (result.phase === 'mail' ? result.reply.code < 500 : result.reply.code === 421)
}
