import type { Problem } from '../config/problem.ts'
import type { RefusalReason } from '../deliveries/reply-reason.ts'

export type ReportKind = 'bounce' | 'complaint' | 'auto-reply' | 'unsubscribe' | 'dmarc-report' | 'none'

/** What a mail in the inbox, or a provider's call, says of mails of ours. */
export interface Report {
  kind: ReportKind
  recipients: Reported[]
  /** Message-IDs of the mails of ours that it is about, without brackets. */
  messageIds: string[]
  /** Addresses that may be the return path of a mail of ours: where it was sent to, and what it says of that mail's envelope. */
  returnPaths: string[]
  problems: Problem[]
}

export interface Reported {
  /** As the report has it; it may be left out (RFC 5965 §3.3) or be none of ours. */
  address?: string
  /** RFC 3464 §2.3.3: a delayed mail is still on its way. */
  action: 'failed' | 'delayed' | 'delivered' | 'complained' | 'replied' | 'left'
  /** RFC 3463, as the report has it. */
  status?: string
  /** Reply code of the server that refused. */
  code?: number
  /** What the server or the report said, one line. */
  reply?: string
  reason: RefusalReason | 'complaint' | 'auto-reply' | 'unsubscribe' | 'delivered'
  /** Nothing will ever reach the address. */
  permanent: boolean
}
