import { editionNumber } from '../editions/edition.ts'
import { placeInId } from '../messages/message-id.ts'
import type { KnownDelivery } from './taken-report.ts'

/** What a Message-ID of ours says before it is compared: whose it is, and of which newsletter. */
export interface NamedByMessageId {
  handle: string
  newsletter: string
}

const HANDLE = /^[A-Za-z0-9_-]{16}$/

/** Reads a Message-ID, without brackets, as message-id.ts writes it; undefined for others. The handle is random, and known to its reader alone. */
export function namedBy(messageId: string): NamedByMessageId | undefined {
  const parts = messageId.slice(0, messageId.lastIndexOf('@')).split('.')
  const handle = parts.at(-1) ?? ''
  const newsletter = parts[0] ?? ''
  if (parts.length < 3 || parts.length > 4 || !HANDLE.test(handle)) return undefined
  return { handle, newsletter }
}

/** Whether a Message-ID is that of a delivery. */
export function isIdOf(messageId: string, { newsletter, edition, birth, subscriberHandle }: KnownDelivery): boolean {
  const own = nameInId({ newsletter, edition, birth, subscriberHandle })
  return own !== '' && messageId.slice(0, messageId.lastIndexOf('@')) === own
}

type Named = Pick<KnownDelivery, 'newsletter' | 'edition' | 'subscriberHandle'> & { birth?: string | undefined }

/** What stands before the `@` of a delivery's Message-ID; empty for what has none. */
export function nameInId({ newsletter, edition, birth, subscriberHandle }: Named): string {
  const number = editionNumber(edition)
  if (number === undefined) return ''
  return [newsletter, placeInId(number), ...(birth ? [birth] : []), subscriberHandle].join('.')
}
