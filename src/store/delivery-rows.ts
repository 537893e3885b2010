import type { SmtpReply } from '../deliveries/reply.ts'

/** The server's last answer, as its columns hold it. */
export function replyOf(row: {
  reply_code: number | null
  reply_enhanced: string | null
  reply_text: string | null
}): SmtpReply | undefined {
  if (row.reply_code === null) return undefined
  return { code: row.reply_code, enhanced: row.reply_enhanced ?? undefined, text: row.reply_text ?? '' }
}
