import { reasonOf } from './reason-of.ts'
import type { Reported } from './report.ts'
import { saidFields, saidIn } from './said.ts'
import { type Fields, fieldGroups, withoutType } from './status-fields.ts'

/** What a delivery status notification (RFC 3464) says of each recipient; `about` is what its notice says of an address. */
export function statusRecipients(text: string, about: (address: string | undefined) => string): Reported[] {
  return fieldGroups(text)
    .filter((fields) => fields.has('final-recipient') || fields.has('original-recipient'))
    .map((fields) => reportedOf(fields, about))
}

function reportedOf(fields: Fields, about: (address: string | undefined) => string): Reported {
  const address = addressOf(fields)
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0]
  const action = actionOf(fields, status)
  const diagnostic = withoutType(fields.get('diagnostic-code') ?? '')
  const notice = about(address)
  // A diagnostic that says nothing is said again, in words, by the notice.
  const words = /[A-Za-z\u0080-\uffff]{3}/.test(diagnostic.replace(/^\d+$/, ''))
    ? diagnostic
    : `${diagnostic} ${notice}`
  const said = saidIn(words, { status })
  said.command ??= saidIn(notice, { status }).command
  const reason = action === 'delivered' ? 'delivered' : reasonOf(said, notice)
  return {
    ...(address && { address }),
    action,
    reason,
    permanent: reason === 'address-gone' && action === 'failed',
    ...saidFields(said, status),
  }
}

/** Whom we wrote to, where the relay says so, and not whom that was forwarded to. */
function addressOf(fields: Fields): string | undefined {
  for (const name of ['original-recipient', 'final-recipient']) {
    const address = withoutType(fields.get(name) ?? '').replace(/^<|>$/g, '')
    if (address.includes('@')) return address
  }
}

function actionOf(fields: Fields, status: string | undefined): Reported['action'] {
  const action = (fields.get('action') ?? '').toLowerCase()
  if (/^(?:delivered|relayed|expanded)/.test(action)) return 'delivered'
  if (/^delayed/.test(action)) return 'delayed'
  if (/^failed/.test(action)) return 'failed'
  return status?.startsWith('2') ? 'delivered' : 'failed'
}
