import { isMap } from '../../config/is-map.ts'
import { replyReason } from '../../deliveries/reply-reason.ts'
import type { Reported, ReportKind } from '../report.ts'
import { saidFields, saidIn } from '../said.ts'

type Json = Record<string, unknown>

/** Amazon SES's notification of a bounce, a complaint or a delivery, by itself or within one of SNS; undefined for any other text. */
export function readNotification(text: string): { kind: ReportKind; recipients: Reported[] } | undefined {
  const outer = objectIn(text)
  const inner = typeof outer?.Message === 'string' ? objectIn(outer.Message) : outer
  const type = inner?.notificationType ?? inner?.eventType
  if (!inner || typeof type !== 'string') return undefined
  if (type === 'Bounce') return { kind: 'bounce', recipients: bounced(asObject(inner.bounce)) }
  if (type === 'Complaint') return { kind: 'complaint', recipients: complained(asObject(inner.complaint)) }
  if (type === 'Delivery') return { kind: 'none', recipients: delivered(asObject(inner.delivery)) }
}

function bounced(bounce: Json): Reported[] {
  const isPermanent = bounce.bounceType === 'Permanent'
  return listOf(bounce.bouncedRecipients).map((recipient) => {
    const status = stringOf(recipient.status)
    const said = saidIn(stringOf(recipient.diagnosticCode) ?? '', { status })
    const byType = bounce.bounceSubType === 'MailboxFull' ? 'mailbox-full' : undefined
    const isGone = isPermanent && /^(?:General|NoEmail|Suppressed)$/.test(stringOf(bounce.bounceSubType) ?? '')
    const reason = byType ?? (said.text ? replyReason(said) : isGone ? 'address-gone' : 'unknown')
    const address = stringOf(recipient.emailAddress)
    return {
      ...(address && { address }),
      action: isPermanent || bounce.bounceType === 'Undetermined' ? 'failed' : 'delayed',
      ...(status && { status }),
      ...(said.code && { code: said.code }),
      ...(said.text && { reply: said.text }),
      reason,
      permanent: isPermanent && reason === 'address-gone',
    }
  })
}

function complained(complaint: Json): Reported[] {
  return listOf(complaint.complainedRecipients).map((recipient) => {
    const address = stringOf(recipient.emailAddress)
    return { ...(address && { address }), action: 'complained', reason: 'complaint', permanent: false }
  })
}

function delivered(delivery: Json): Reported[] {
  const said = saidIn(stringOf(delivery.smtpResponse) ?? '')
  const addresses = Array.isArray(delivery.recipients)
    ? delivery.recipients.filter((each) => typeof each === 'string')
    : []
  return addresses.map((address) => ({
    address,
    action: 'delivered',
    ...saidFields(said),
    reason: 'delivered',
    permanent: false,
  }))
}

function objectIn(text: string): Json | undefined {
  const begin = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (begin < 0 || end < begin || text.slice(0, begin).trim() !== '') return undefined
  try {
    // Lines of a mail may have been broken within a word.
    return asObject(JSON.parse(text.slice(begin, end + 1).replace(/\r?\n ?/g, '')))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Json {
  return isMap(value) ? value : {}
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.slice(0, 1_000).map(asObject) : []
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
