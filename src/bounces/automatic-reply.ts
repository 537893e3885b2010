import { firstAddress } from './addresses.ts'
import type { MailParts } from './mail-parts.ts'
import type { Reported, ReportKind } from './report.ts'
import { shortLine } from './said.ts'

const OUT_OF_OFFICE =
  /^(?:re: ?)?(?:auto(?:matic|mated)?[- ]?(?:reply|response|responder)|out of (?:the )?office|vacation|away from|abwesen|absence|r[ée]ponse automatique|respuesta autom|automatische antwort|自動返信|自动回复|자동)/i

/** An automatic reply (RFC 3834): somebody is away, or a ticket was opened. The mail itself has arrived. */
export function automaticReply(parts: MailParts): { kind: ReportKind; recipients: Reported[] } | undefined {
  const wantsToLeave = /^unsubscribe\b/i.test(parts.subject.trim())
  if (wantsToLeave) return { kind: 'unsubscribe', recipients: [of(parts, 'left', 'unsubscribe')] }
  const submitted = parts.header('auto-submitted')?.toLowerCase() ?? 'no'
  const isAutomatic =
    submitted.startsWith('auto-replied') ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-vacation'].some(
      (name) => parts.header(name) !== undefined,
    ) ||
    /auto_?reply/i.test(parts.header('precedence') ?? '') ||
    OUT_OF_OFFICE.test(parts.subject.trim())
  return isAutomatic ? { kind: 'auto-reply', recipients: [of(parts, 'replied', 'auto-reply')] } : undefined
}

function of(parts: MailParts, action: 'left' | 'replied', reason: 'unsubscribe' | 'auto-reply'): Reported {
  const address = firstAddress(parts.from ?? '')
  const reply = shortLine(parts.subject)
  return { ...(address && { address }), action, ...(reply && { reply }), reason, permanent: false }
}
