import { addressesIn, firstAddress } from './addresses.ts'
import type { MailParts } from './mail-parts.ts'
import type { Reported, ReportKind } from './report.ts'
import { fieldGroups } from './status-fields.ts'

/**
 * A complaint in the Abuse Reporting Format (RFC 5965), or as Hotmail sends it, without a machine's part. Reports on
 * authentication (RFC 6591) and of mail that is no spam come in the same form, and are none.
 */
export function feedback(parts: MailParts): { kind: ReportKind; recipients: Reported[] } | undefined {
  const machine = parts.machine.find(({ type }) => type === 'feedback-report')
  if (machine) {
    const fields = fieldGroups(machine.text)
    const type = fields.flatMap((group) => group.get('feedback-type') ?? [])[0]?.toLowerCase() ?? 'abuse'
    if (type === 'auth-failure' || type === 'dmarc') return { kind: 'dmarc-report', recipients: [] }
    if (type === 'not-spam') return { kind: 'none', recipients: [] }
    return { kind: 'complaint', recipients: complained(recipientsIn(machine.text, parts)) }
  }
  const isHotmail =
    /(?:^| )staff@hotmail\.com$/i.test(parts.from ?? '') && /^complaint about message from/i.test(parts.subject)
  return isHotmail ? { kind: 'complaint', recipients: complained(recipientsIn('', parts)) } : undefined
}

/** Often several, or none since the provider leaves them out (RFC 6590). */
function recipientsIn(machine: string, parts: MailParts): (string | undefined)[] {
  const named = [...machine.matchAll(/^(?:original-rcpt-to|removal-recipient):[ \t]*(.*)/gim)].flatMap(
    (match) => firstAddress(match[1] ?? '') ?? [],
  )
  if (named.length > 0) return [...new Set(named)].slice(0, 100)
  const to = /^(?:x-hmxmroriginalrecipient|to):[ \t]*(.*(?:\n[ \t].*)*)/im.exec(parts.returned)?.[1] ?? ''
  const found = addressesIn(to).map(({ address }) => address)
  return found.length > 0 ? found.slice(0, 100) : [undefined]
}

function complained(addresses: (string | undefined)[]): Reported[] {
  return addresses.map((address) => ({
    ...(address && { address }),
    action: 'complained',
    reason: 'complaint',
    permanent: false,
  }))
}
